import type { OutboxRow } from '../../contract/outbox.ts';
import { formatCountdown, formatTime } from '../ui/format/format-time.ts';
import { waitsForSignIn } from './waits-for-sign-in.ts';

/** One sentence or two: where the message stands, what is safe, what happens next. */
export function verdictOf(row: OutboxRow, nowMs: number): string {
  switch (row.state) {
    case 'draft':
      return 'Not sent. Open it to go on writing.';
    case 'checked':
    case 'uploading':
      return row.reason === null ? movingVerdict(row) : `${row.reason} ${continuesWords(row, nowMs)}`;
    case 'paused':
      return waitsForSignIn(row)
        ? signInVerdict(row)
        : `Paused by you. What is uploaded stays, and nothing leaves until you resume it.${pausedTogether(row)}`;
    case 'paced':
      return pacedVerdict(row, nowMs);
    case 'held':
      return row.heldUntil === null
        ? 'Held. It leaves when the time for Undo is over.'
        : `Leaves in ${formatCountdown(Date.parse(row.heldUntil) - nowMs)}. Undo makes it a draft again.`;
    case 'scheduled':
      return row.waitingUntil === null
        ? 'Scheduled. Opening it cancels that first.'
        : `Leaves ${formatTime(row.waitingUntil, nowMs)}. Opening it cancels that first.`;
    case 'sending':
      return 'Being sent right now. It can no longer be stopped.';
    case 'accepted':
      return 'Microsoft 365 has accepted it. It counts as sent when it is in Sent Items; we are looking.';
    case 'sent':
      return 'It is in Sent Items: it left, once.';
    case 'unconfirmed':
      return 'We don’t know yet whether this left. Please don’t send it again; we are checking Sent Items.';
    case 'needsYou':
      return row.error === null ? needsYouVerdict(row) : `${row.error.message} ${row.error.remediation}`;
    case 'failed':
      return row.error === null
        ? 'Refused for good. It was not sent.'
        : `${row.error.message} ${row.error.remediation}`;
    case 'bounced':
      return bouncedVerdict(row);
    case 'cancelled':
      return 'Cancelled. It was not sent.';
  }
}

/** Sent cannot be excluded: then only a person may decide, and only after looking. */
export function isUncertain(row: OutboxRow): boolean {
  return row.state === 'needsYou' && !row.cancellable;
}

function needsYouVerdict(row: OutboxRow): string {
  return isUncertain(row)
    ? 'It may have left. Look in Sent Items, then say what you found.'
    : 'It was not sent, and it waits for you.';
}

function movingVerdict(row: OutboxRow): string {
  if (row.totalBytes === 0) return 'On its way.';
  return row.confirmedBytes >= row.totalBytes
    ? 'Every file is uploaded. It leaves as soon as they are checked.'
    : 'It leaves by itself when every file is attached.';
}

/** What the service says of it ends with these words already; what waits behind it does not. */
function signInVerdict({ reason }: OutboxRow): string {
  const safe = 'Drafts and uploads wait.';
  const why = reason ?? '';
  return why.endsWith(safe) ? why : `${why} ${safe}`;
}

/** Files of one message go one after another, so there is one pause for all of them. */
function pausedTogether({ attachments }: OutboxRow): string {
  return attachments.length > 1 ? ' Its files wait together.' : '';
}

/** Silence of the other mail servers is no proof that they took it, so it is not called one. */
function bouncedVerdict({ reason, recipients }: OutboxRow): string {
  const why = reason === null ? '' : `: ${reason.replace(/\.$/, '')}`;
  const others = recipients.length > 1 ? ' For the other recipients nothing came back so far.' : '';
  return `It left, and was returned${why}.${others}`;
}

function pacedVerdict(row: OutboxRow, nowMs: number): string {
  const reason = (row.reason ?? 'Microsoft 365 asked us to slow down.').replace(/ Nothing to do\.$/, '');
  const when = row.waitingUntil === null ? '' : ` Continues at ${formatTime(row.waitingUntil, nowMs)}.`;
  return `${reason}${when} Nothing to do.`;
}

function continuesWords(row: OutboxRow, nowMs: number): string {
  return row.waitingUntil === null
    ? 'It continues by itself.'
    : `Continues by itself at ${formatTime(row.waitingUntil, nowMs)}.`;
}
