import type { OutboxRow, OutboxState } from '../../contract/outbox.ts';

/** What is worth saying aloud about a change: start, half, done and problems. Null for everything between. */
export function describeMilestone(before: OutboxRow | undefined, row: OutboxRow): string | null {
  if (before === undefined) return null;
  const name = row.subject === '' ? 'The message without a subject' : row.subject;
  if (before.state !== row.state) {
    const words = spoken[row.state];
    return words === undefined ? null : `${name}: ${words}.`;
  }
  const half = row.totalBytes / 2;
  const passesHalf = row.totalBytes > 0 && before.confirmedBytes < half && row.confirmedBytes >= half;
  return row.state === 'uploading' && passesHalf && row.confirmedBytes < row.totalBytes
    ? `${name}: half is uploaded.`
    : null;
}

const spoken: Readonly<Partial<Record<OutboxState, string>>> = {
  uploading: 'uploading',
  paced: 'Microsoft 365 asked to slow down; it continues by itself',
  sent: 'sent, it is in Sent Items',
  unconfirmed: 'not known yet whether it left',
  needsYou: 'needs you',
  bounced: 'bounced',
  failed: 'refused, it was not sent',
  cancelled: 'cancelled, it was not sent',
};
