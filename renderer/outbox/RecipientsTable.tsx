import type { ReactElement } from 'react';
import type { OutboxRow } from '../../contract/outbox.ts';
import type { RecipientVerdict } from '../../contract/verdicts.ts';
import { countWords } from '../ui/format/count-words.ts';
import { formatMoment, formatTime } from '../ui/format/format-time.ts';
import { describeVerdict, reasonWords, settledWords } from './describe-verdict.ts';
import './RecipientsTable.css';

/** What came back, recipient by recipient, each with a strip of its own. Nothing while nothing has. */
export function RecipientsTable({
  row,
  nowMs,
}: {
  readonly row: OutboxRow;
  readonly nowMs: number;
}): ReactElement | null {
  if (row.verdicts.length === 0) return null;
  // The strip never claims more than was seen, also of a message that is known only by what came back.
  const isSeen = row.state === 'sent' || row.state === 'bounced';
  const silent = row.recipients.length - row.verdicts.filter(({ isAddressee }) => isAddressee).length;
  return (
    <>
      <h3 className="detail-section" id="came-back">
        What came back
      </h3>
      <ul className="came-back" aria-labelledby="came-back">
        {bouncedFirst(row.verdicts).map((verdict) => (
          <Recipient key={verdict.address} verdict={verdict} isSeen={isSeen} nowMs={nowMs} />
        ))}
      </ul>
      {silent === 0 ? null : (
        <p className="came-back-silent">
          {countWords(silent, 'other recipient', 'other recipients')}: nothing came back, which is what most mail
          systems say when all is well.
        </p>
      )}
    </>
  );
}

function bouncedFirst(verdicts: readonly RecipientVerdict[]): readonly RecipientVerdict[] {
  return verdicts.toSorted((a, b) => Number(b.kind === 'bounced') - Number(a.kind === 'bounced'));
}

function Recipient({
  verdict,
  isSeen,
  nowMs,
}: {
  readonly verdict: RecipientVerdict;
  /** Its copy was seen in Sent Items. */
  readonly isSeen: boolean;
  readonly nowMs: number;
}): ReactElement {
  const { name, tone } = describeVerdict(verdict);
  const reason = [reasonWords(verdict), settledWords(verdict)].filter((words) => words !== null).join('. ');
  return (
    <li className="came-back-line" data-tone={tone}>
      <span className="came-back-who">
        <bdi>{verdict.address}</bdi>
        {verdict.isAddressee ? null : <span className="came-back-behind"> (behind a group or a forward)</span>}
      </span>
      <span className="came-back-strip">
        {isSeen ? 'Accepted → In Sent Items' : 'Accepted'} →{' '}
        <b className="tone" data-tone={tone}>
          {name}
        </b>{' '}
        <time dateTime={verdict.at} title={formatMoment(verdict.at)}>
          {formatTime(verdict.at, nowMs)}
        </time>
      </span>
      {reason === '' ? null : <span className="came-back-why">{reason}</span>}
      {verdict.said === null ? null : (
        <details className="came-back-said">
          <summary>What its mail system wrote</summary>
          <q dir="auto">{verdict.said}</q>
        </details>
      )}
    </li>
  );
}
