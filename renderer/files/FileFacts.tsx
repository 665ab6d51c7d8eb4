import { Copy } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import type { FileDetail, FileRow } from '../../contract/files.ts';
import { announce } from '../ui/announce.ts';
import { Button } from '../ui/Button.tsx';
import { Explained } from '../ui/Explained.tsx';
import { countWords } from '../ui/format/count-words.ts';
import { formatMoment, formatSecond, formatTime } from '../ui/format/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { shownText } from './shown-text.ts';

export interface FileFactsProps {
  readonly row: FileRow;
  /** Null while it is on its way. */
  readonly detail: FileDetail | null;
  readonly nowMs: number;
  readonly onOpen: (row: FileRow) => void;
}

/** Where a file came from and what is known of it. */
export function FileFacts({ row, detail, nowMs, onOpen }: FileFactsProps): ReactElement {
  const from = row.fromName === null ? row.from : `${row.fromName} <${row.from}>`;
  return (
    <dl className="file-facts">
      <Fact name="Message">
        <bdi>{shownText(row.subject) || '(no subject)'}</bdi>
      </Fact>
      <Fact name="From">
        <bdi>{shownText(from)}</bdi>
      </Fact>
      {detail === null || detail.to.length === 0 ? null : <Fact name="To">{shownText(detail.to.join(', '))}</Fact>}
      <Fact name="Mailbox">
        {row.mailbox}
        {detail?.folder === null || detail === null ? '' : `, ${shownText(detail.folder)}`}
      </Fact>
      <Fact name="Received">
        <time dateTime={row.receivedAt}>{formatMoment(row.receivedAt)}</time>
      </Fact>
      {detail?.storedAt === null || detail === null ? null : (
        <Fact name="Stored">{`${formatSecond(detail.storedAt, nowMs)}, checked`}</Fact>
      )}
      {row.sha256 === null ? null : (
        <Fact name="SHA-256">
          <span className="mono file-hash" title={row.sha256}>
            {`${row.sha256.slice(0, 4)} ${row.sha256.slice(4, 8)} … ${row.sha256.slice(-4)}`}
          </span>
          <IconButton icon={Copy} label="Copy the SHA-256" onPress={() => copy(row.sha256 ?? '')} />
        </Fact>
      )}
      {detail === null || detail.inMessages < 2 ? null : (
        <Fact name="Also in">
          <OtherMessages detail={detail} nowMs={nowMs} onOpen={onOpen} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function OtherMessages({
  detail,
  nowMs,
  onOpen,
}: Pick<FileFactsProps, 'nowMs' | 'onOpen'> & { readonly detail: FileDetail }): ReactElement {
  const others = detail.inMessages - 1;
  const more = others - detail.alsoIn.length;
  return (
    <Explained
      className="button button-quiet file-others"
      clause={countWords(others, 'other message')}
      title="The same bytes came with"
    >
      {(close) => (
        <ul className="file-others-list">
          {detail.alsoIn.map((other) => (
            <li key={other.id}>
              <Button
                look="quiet"
                onPress={() => {
                  close();
                  onOpen(other);
                }}
              >
                {`${shownText(other.subject) || '(no subject)'}, ${formatTime(other.receivedAt, nowMs)}`}
              </Button>
            </li>
          ))}
          {more > 0 ? <li>{`and ${countWords(more, 'older message')}`}</li> : null}
        </ul>
      )}
    </Explained>
  );
}

function copy(text: string): void {
  void navigator.clipboard.writeText(text).then(() => announce('SHA-256 copied'));
}
