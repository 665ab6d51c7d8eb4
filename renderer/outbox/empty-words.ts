import type { OutboxRow } from '../../contract/outbox.ts';
import { countWords } from '../ui/format/count-words.ts';
import { formatTime } from '../ui/format/format-time.ts';
import { type SectionKind, sectionOf } from './sections.ts';

const onTheWay: readonly SectionKind[] = ['unconfirmed', 'held', 'moving'];

/** What stands beside the list while no message is open: what waits, and what left last. */
export function emptyWords(rows: readonly OutboxRow[], nowMs: number): string {
  let needing = 0;
  let waiting = 0;
  let lastSent = '';
  for (const row of rows) {
    const kind = sectionOf(row, nowMs);
    if (kind === 'needsYou' || kind === 'bounced') needing += 1;
    if (onTheWay.includes(kind)) waiting += 1;
    if (row.state === 'sent' && row.updatedAt > lastSent) lastSent = row.updatedAt;
  }
  if (needing > 0) return `${countWords(needing, 'message needs you', 'messages need you')}.`;
  if (waiting > 0) return `${countWords(waiting, 'message is', 'messages are')} on the way.`;
  return lastSent === ''
    ? 'Nothing waiting. Nothing was sent yet.'
    : `Nothing waiting. Last sent ${formatTime(lastSent, nowMs)}, confirmed.`;
}
