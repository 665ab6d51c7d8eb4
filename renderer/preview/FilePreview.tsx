import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useCallback, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { FileRow } from '../../contract/files.ts';
import { useNow } from '../app/use-now.ts';
import { shownText } from '../files/shown-text.ts';
import { ShownName } from '../files/ShownName.tsx';
import { formatBytes } from '../ui/format/format-bytes.ts';
import { formatTime } from '../ui/format/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { AskLink } from './AskLink.tsx';
import { whyNoPreview } from './describe-preview.ts';
import { PreviewContent } from './PreviewContent.tsx';
import { PreviewFacts } from './PreviewFacts.tsx';
import { useOpenerFocus } from './use-opener-focus.ts';
import './preview.css';

export interface FilePreviewProps {
  readonly file: FileRow;
  readonly onClose: () => void;
  /** Null at the end of the list. */
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
}

/**
 * A collected file, looked at over the list it stands in: arrows go on, Space and Esc close, and the focus goes back.
 * Its bytes are never part of this page: docs/specs/preview.md.
 */
export function FilePreview({ file, onClose, onPrevious, onNext }: FilePreviewProps): ReactElement {
  const [link, setLink] = useState<string | null>(null);
  const closeLink = useCallback(() => setLink(null), []);
  const dialog = useRef<HTMLElement>(null);
  const nowMs = useNow(60_000);
  useOpenerFocus();

  /** Whether the key meant something here. */
  function take(key: string): boolean {
    switch (key) {
      case 'Escape':
      case ' ':
        onClose();
        return true;
      case 'ArrowLeft':
      case 'ArrowUp':
        onPrevious?.();
        return true;
      case 'ArrowRight':
      case 'ArrowDown':
        onNext?.();
        return true;
      default:
        return false;
    }
  }
  function press(event: KeyboardEvent): void {
    if (event.target instanceof HTMLButtonElement && event.key === ' ') return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !take(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }
  /** The frame goes, and the focus with it if nobody takes it. It comes from another process, in a moment. */
  function pressInFrame(key: string): void {
    dialog.current?.focus();
    window.requestAnimationFrame(() => take(key));
  }

  return (
    <ModalOverlay className="veil" isOpen onOpenChange={onClose} isDismissable>
      <Modal className="dialog preview">
        <div className="preview-keys" onKeyDownCapture={press}>
          <Dialog ref={dialog} className="preview-dialog">
            <header className="preview-head">
              <div>
                <Heading slot="title" className="preview-name" title={shownText(file.name)}>
                  <ShownName name={file.name} />
                </Heading>
                <p>{describe(file, nowMs)}</p>
              </div>
              {onPrevious === null ? null : (
                <IconButton icon={ChevronLeft} label="Previous file" keys="←" onPress={onPrevious} />
              )}
              {onNext === null ? null : <IconButton icon={ChevronRight} label="Next file" keys="→" onPress={onNext} />}
              <IconButton icon={X} label="Close the preview" keys="Space" onPress={onClose} />
            </header>
            <Content key={`${file.id} ${file.state}`} file={file} onLink={setLink} onKey={pressInFrame} />
          </Dialog>
        </div>
        {link === null ? null : <AskLink href={link} onClose={closeLink} />}
      </Modal>
    </ModalOverlay>
  );
}

interface ContentProps {
  readonly file: FileRow;
  readonly onLink: (href: string) => void;
  readonly onKey: (key: string) => void;
}

function Content({ file, onLink, onKey }: ContentProps): ReactElement {
  const words = whyNoPreview(file);
  if (words !== null || file.sizeBytes === null) return <PreviewFacts file={file} words={words ?? ''} />;
  return <PreviewContent file={file} sizeBytes={file.sizeBytes} onLink={onLink} onKey={onKey} />;
}

function describe({ sizeBytes, fromName, from, receivedAt }: FileRow, nowMs: number): string {
  const size = sizeBytes === null ? [] : [formatBytes(sizeBytes)];
  return [...size, shownText(fromName ?? from), formatTime(receivedAt, nowMs)].join(' · ');
}
