import { useEffect, useEffectEvent, useState } from 'react';

/**
 * Files may be dropped and pasted anywhere in the window while a message is written, wherever the editor does not take
 * them into the text. True while files are held over the window.
 */
export function useFileDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const take = useEffectEvent(onFiles);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    // Each element under the pointer tells of entering and leaving; the window is left with the last of them.
    let depth = 0;
    const count = (step: number): void => {
      depth = Math.max(0, depth + step);
      setIsOver(depth > 0);
    };
    const forget = (): void => count(-depth);
    const takeFrom = (event: Event, brought: DataTransfer | null): void => {
      if (event.defaultPrevented || brought === null || brought.files.length === 0) return;
      event.preventDefault();
      take([...brought.files]);
    };
    document.addEventListener('dragenter', (event) => bringsFiles(event) && count(1), { signal });
    document.addEventListener('dragleave', (event) => bringsFiles(event) && count(-1), { signal });
    document.addEventListener('dragover', (event) => bringsFiles(event) && event.preventDefault(), { signal });
    document.addEventListener('drop', forget, { signal, capture: true });
    document.addEventListener('drop', (event) => takeFrom(event, event.dataTransfer), { signal });
    document.addEventListener('paste', (event) => takeFrom(event, event.clipboardData), { signal });
    return () => leaving.abort();
  }, []);
  return isOver;
}

function bringsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}
