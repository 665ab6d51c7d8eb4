import type { AttachmentState, OutboxRow, OutboxState } from '../../../contract/outbox.ts';
import { formatBytes, formatClock, formatShare, formatTimeLeft } from './format-amount.ts';

/** The same words as on every screen. */
export const stateWords: Readonly<Record<OutboxState, string>> = {
  draft: 'Draft',
  checked: 'Checked',
  uploading: 'Uploading',
  paused: 'Paused',
  paced: 'Paced',
  held: 'Held',
  scheduled: 'Scheduled',
  sending: 'Sending',
  accepted: 'Accepted',
  sent: 'In Sent Items',
  unconfirmed: 'Unconfirmed',
  needsYou: 'Needs you',
  bounced: 'Bounced',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const attachmentWords: Readonly<Record<AttachmentState, string>> = {
  waiting: 'Waiting',
  uploading: 'Uploading',
  checking: 'Checking',
  attached: 'Attached',
};

export type WatchedRow = Pick<
  OutboxRow,
  'id' | 'subject' | 'state' | 'reason' | 'waitingUntil' | 'confirmedBytes' | 'totalBytes' | 'attachments'
>;

export function titleOf(row: Pick<OutboxRow, 'id' | 'subject'>): string {
  return row.subject === '' ? `Message ${row.id}` : `"${row.subject}"`;
}

/** "Paced until 14:32: the service asked for less". Of other waits only those worth a look at the clock are told. */
export function describeState(row: WatchedRow, nowMs: number): string {
  const reason = row.reason === null ? '' : `: ${row.reason.replace(/\.$/, '')}`;
  if (row.waitingUntil === null) return stateWords[row.state] + reason;
  const clock = formatClock(row.waitingUntil, nowMs);
  switch (row.state) {
    case 'paced':
    case 'held':
    case 'scheduled':
      return `${stateWords[row.state]} until ${clock}${reason}`;
    default: {
      const isSoon = Date.parse(row.waitingUntil) - nowMs < 60_000;
      return stateWords[row.state] + reason + (isSoon ? '' : `, next at ${clock}`);
    }
  }
}

/** "62 of 118 MB · 4.1 MB/s · about 1 min". An estimate is given only while bytes really move. */
export function describeAmount(row: WatchedRow, bytesPerSecond: number | null): string {
  if (row.totalBytes === 0) return '';
  const parts = [formatShare(row.confirmedBytes, row.totalBytes)];
  const leftBytes = row.totalBytes - row.confirmedBytes;
  if (row.state === 'uploading' && leftBytes > 0 && bytesPerSecond !== null && bytesPerSecond > 0) {
    parts.push(`${formatBytes(bytesPerSecond)}/s`, formatTimeLeft((leftBytes * 1000) / bytesPerSecond));
  }
  return parts.join(' · ');
}

/** One line for a message: what it is, where it stands, how much the server confirmed. */
export function describeProgress(row: WatchedRow, bytesPerSecond: number | null, nowMs: number): string {
  return [titleOf(row), describeState(row, nowMs), describeAmount(row, bytesPerSecond)]
    .filter((part) => part !== '')
    .join(' · ');
}
