import { useCallback, useState, type ReactElement } from 'react';
import type { FileId } from '../../contract/files.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import { AskLink } from './AskLink.tsx';
import { describeFailure } from './describe-preview.ts';
import { PreviewFrame } from './PreviewFrame.tsx';
import type { PreviewFailure } from './preview-messages.ts';
import { useBodyOrder } from './use-body-order.ts';
import './preview.css';

/** Longer letters scroll in themselves. */
const MOST_HEIGHT_PX = 4000;

/** The text of the message that brought a file, as the sender meant it and reaching nothing. */
export function MailBody({ fileId }: { readonly fileId: FileId }): ReactElement {
  return <Body key={fileId} fileId={fileId} />;
}

function Body({ fileId }: { readonly fileId: FileId }): ReactElement {
  const state = useBodyOrder(fileId);
  const [heightPx, setHeightPx] = useState(0);
  const [failure, setFailure] = useState<PreviewFailure | 'stuck' | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const closeLink = useCallback(() => setLink(null), []);

  if (failure !== null) return <p className="mail-body-note">{describeFailure(failure)}</p>;
  switch (state.kind) {
    case 'reading':
      return <div className="mail-body" />;
    case 'none':
      return <p className="mail-body-note">This message has no text.</p>;
    case 'failed':
      return <FaultNote fault={state.fault} />;
    case 'read':
      return (
        <div className="mail-body" style={{ height: Math.min(heightPx, MOST_HEIGHT_PX) }}>
          <PreviewFrame
            order={state.order}
            title="Text of the message"
            onHeight={setHeightPx}
            onFailed={setFailure}
            onLink={setLink}
          />
          {link === null ? null : <AskLink href={link} onClose={closeLink} />}
        </div>
      );
  }
}
