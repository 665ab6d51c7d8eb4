import { useEffect, useState, type ReactElement } from 'react';
import type { FileRow } from '../../contract/files.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import { shownText } from '../files/shown-text.ts';
import { formatShare } from '../ui/format/format-bytes.ts';
import { chooseView } from './choose-view.ts';
import { describeFailure } from './describe-preview.ts';
import { PreviewFacts } from './PreviewFacts.tsx';
import { PreviewFrame } from './PreviewFrame.tsx';
import type { PreviewFailure, PreviewKey, PreviewOrder } from './preview-messages.ts';
import { useFileBytes } from './use-file-bytes.ts';

/** Enough to know a file by. */
const HEAD_BYTES = 4096;
/** Until then the eye does not miss anything. */
const QUIET_MS = 400;

interface PreviewContentProps {
  readonly file: FileRow;
  readonly sizeBytes: number;
  readonly onLink: (href: string) => void;
  readonly onKey: (key: PreviewKey) => void;
}

/** A stored file, from its bytes on. */
export function PreviewContent({ file, sizeBytes, onLink, onKey }: PreviewContentProps): ReactElement {
  const state = useFileBytes(file.id, sizeBytes);
  const [failure, setFailure] = useState<PreviewFailure | 'stuck' | null>(null);
  // Made once, whatever becomes of the row: the frame takes the bytes with it.
  const [order, setOrder] = useState<PreviewOrder | null>(null);
  if (order === null && state.kind === 'read') setOrder(orderOf(file, state.bytes));

  if (failure !== null) return <PreviewFacts file={file} words={describeFailure(failure)} />;
  if (state.kind === 'failed') return <FaultNote fault={state.fault} />;
  if (state.kind === 'reading') return <Reading readBytes={state.readBytes} totalBytes={sizeBytes} />;
  if (order === null) return <Reading readBytes={sizeBytes} totalBytes={sizeBytes} />;
  return (
    <PreviewFrame
      order={order}
      title={`Preview of ${shownText(file.name)}`}
      onLink={onLink}
      onKey={onKey}
      onFailed={setFailure}
    />
  );
}

function orderOf(file: FileRow, bytes: ArrayBuffer): PreviewOrder {
  const head = new Uint8Array(bytes, 0, Math.min(HEAD_BYTES, bytes.byteLength));
  return { kind: 'file', ...chooseView(file, head), name: file.name, bytes };
}

function Reading({ readBytes, totalBytes }: { readonly readBytes: number; readonly totalBytes: number }): ReactElement {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const waiting = window.setTimeout(() => setIsLong(true), QUIET_MS);
    return () => window.clearTimeout(waiting);
  }, []);
  return <p className="preview-reading">{isLong ? `Reading ${formatShare(readBytes, totalBytes)}` : ''}</p>;
}
