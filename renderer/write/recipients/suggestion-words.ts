import type { RecipientSuggestion } from '../../../contract/recipients.ts';
import { formatDate } from '../../ui/format/format-time.ts';

/** Why somebody is suggested: "12 times, last on 3 Nov", "wrote to you yesterday". */
export function suggestionWords(suggestion: RecipientSuggestion, nowMs: number): string {
  const { sent, received, lastSentAt, lastReceivedAt } = suggestion;
  if (sent > 0 && lastSentAt !== null) {
    const when = whenWords(lastSentAt, nowMs);
    return sent === 1 ? `once, ${when}` : `${String(sent)} times, last ${when}`;
  }
  if (lastReceivedAt === null) return '';
  const when = whenWords(lastReceivedAt, nowMs);
  return received === 1 ? `wrote to you ${when}` : `wrote to you ${String(received)} times, last ${when}`;
}

function whenWords(instant: string, nowMs: number): string {
  const day = new Date(instant).toDateString();
  if (day === new Date(nowMs).toDateString()) return 'today';
  const yesterday = new Date(nowMs);
  yesterday.setDate(yesterday.getDate() - 1);
  return day === yesterday.toDateString() ? 'yesterday' : `on ${formatDate(instant, nowMs)}`;
}
