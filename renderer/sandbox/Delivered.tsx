import type { ReactElement } from 'react';
import type { SandboxState } from '../../contract/shell.ts';
import { useNow } from '../app/use-now.ts';
import { countWords, listWords } from '../ui/format/count-words.ts';
import { formatBytes } from '../ui/format/format-bytes.ts';
import { formatTime } from '../ui/format/format-time.ts';
import { shortHash } from './fault-words.ts';

/** What arrived, as the tenant tells it: the proof is not ours. */
export function Delivered({ state }: { readonly state: SandboxState | undefined }): ReactElement {
  const nowMs = useNow(60_000);
  if (state === undefined) return <p className="sandbox-quiet">Asking the tenant what it delivered.</p>;
  return (
    <>
      <div className="sandbox-heading">
        <h2>Delivered</h2>
        <span>{countWords(state.delivered.length, 'message')}</span>
      </div>
      {state.delivered.length === 0 ? (
        <p className="sandbox-quiet">Nothing yet. Messages appear here once they are in a recipient’s mailbox.</p>
      ) : (
        <ol className="sandbox-delivered">
          {state.delivered.map((message, index) => (
            <li key={index}>
              <p className="sandbox-subject">
                <span>{message.subject === '' ? 'No subject' : message.subject}</span>
                {message.deliveredAt === null ? (
                  <span>on its way</span>
                ) : (
                  <time dateTime={message.deliveredAt}>{formatTime(message.deliveredAt, nowMs)}</time>
                )}
              </p>
              <p>to {listWords(message.recipients)}</p>
              {message.files.map((file, at) => (
                <p key={at} className="sandbox-file">
                  <span>{file.name}</span>
                  <span>{formatBytes(file.sizeBytes)}</span>
                  <span className="mono" title={file.sha256}>
                    {shortHash(file.sha256)}
                  </span>
                </p>
              ))}
            </li>
          ))}
        </ol>
      )}
      <div className="sandbox-heading">
        <h2>Mailboxes</h2>
      </div>
      <ul className="sandbox-mailboxes">
        {state.mailboxes.map((mailbox) => (
          <li key={mailbox.address}>
            <span>{mailbox.address}</span>
            <span>{countWords(mailbox.messages, 'message')}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
