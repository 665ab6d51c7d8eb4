import type { OutboxRow } from '../../contract/outbox.ts';
import { countWords } from '../ui/format/count-words.ts';
import { formatTime } from '../ui/format/format-time.ts';
import { sectionOf } from './sections.ts';

/** What stands beside the list while no message is open: what waits, and what left last. */
export function emptyWords(rows: readonly OutboxRow[], nowMs: number): string {
  const kinds = rows.map((row) => sectionOf(row, nowMs));
  const needing = kinds.filter((kind) => kind === 'needsYou').length;
  if (needing > 0) return `${countWords(needing, 'message needs you', 'messages need you')}.`;
  const waiting = kinds.filter((kind) => kind === 'unconfirmed' || kind === 'held' || kind === 'moving').length;
  if (waiting > 0) return `${countWords(waiting, 'message is', 'messages are')} on the way.`;
  const sent = rows
    .filter((row) => row.state === 'sent')
    .map((row) => row.updatedAt)
    .sort();
  const last = sent.at(-1);
  return last === undefined
    ? 'Nothing waiting. Nothing was sent yet.'
    : `Nothing waiting. Last sent ${formatTime(last, nowMs)}, confirmed.`;
}
