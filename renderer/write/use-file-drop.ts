import { useState, type ClipboardEvent, type DragEvent } from 'react';

/** Files may be dropped anywhere on the message, and pasted wherever the editor does not take them. */
export function useFileDrop(onFiles: (files: readonly File[]) => void) {
  const [depth, setDepth] = useState(0);
  return {
    isOver: depth > 0,
    props: {
      onDragEnter: (event: DragEvent) => brings(event) && setDepth((now) => now + 1),
      onDragLeave: (event: DragEvent) => brings(event) && setDepth((now) => Math.max(0, now - 1)),
      onDragOver: (event: DragEvent) => brings(event) && event.preventDefault(),
      onDropCapture: () => setDepth(0),
      onDrop(event: DragEvent) {
        if (event.defaultPrevented || !brings(event)) return;
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
      },
      onPaste(event: ClipboardEvent) {
        if (event.defaultPrevented || event.clipboardData.files.length === 0) return;
        event.preventDefault();
        onFiles([...event.clipboardData.files]);
      },
    },
  };
}

function brings(event: DragEvent): boolean {
  return event.dataTransfer.types.includes('Files');
}
