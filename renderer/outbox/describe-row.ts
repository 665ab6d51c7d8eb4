import { shortReason } from './short-reason.ts';
import { type AttachmentRow, type OutboxRow, type OutboxState, pausedReasons } from '../../contract/outbox.ts';
import { countWords } from '../ui/format/count-words.ts';
import { formatShare } from '../ui/format/format-bytes.ts';
import { formatCountdown, formatDuration, formatTime, formatTimeLeft } from '../ui/format/format-time.ts';
import type { Tone } from '../ui/tone.ts';
import { waitsForSignIn } from './waits-for-sign-in.ts';

/** The colour of a row's spine: said in words beside it, always. */
export function toneOf(row: Pick<OutboxRow, 'state'>): Tone {
  return tones[row.state];
}

const tones: Readonly<Record<OutboxState, Tone>> = {
  draft: 'ink',
  checked: 'petrol',
  uploading: 'petrol',
  paused: 'ink',
  paced: 'petrol',
  held: 'amber',
  scheduled: 'amber',
  sending: 'petrol',
  accepted: 'petrol',
  sent: 'moss',
  unconfirmed: 'violet',
  needsYou: 'brick',
  bounced: 'brick',
  failed: 'brick',
  cancelled: 'ink',
};

export function titleOf(row: Pick<OutboxRow, 'subject'>): string {
  return row.subject === '' ? 'No subject' : row.subject;
}

/** The time at the right of a row: when it leaves for what waits, when it last changed for the rest. */
export function timeWords(row: OutboxRow, nowMs: number): string {
  if (row.state === 'held' && row.heldUntil !== null) return `in ${formatCountdown(leftMs(row.heldUntil, nowMs))}`;
  const leavesAt = row.sendAt ?? row.waitingUntil;
  if (row.state === 'scheduled' && leavesAt !== null) return formatTime(leavesAt, nowMs);
  return formatTime(row.updatedAt, nowMs);
}

/** What a row says about itself in a few words; the colour of the words goes with it. */
export function stateWords(
  row: OutboxRow,
  bytesPerSecond: number | null,
  nowMs: number,
): { words: string; tone: Tone } {
  switch (row.state) {
    case 'draft':
      return { words: row.attachments.length === 0 ? 'Draft' : `Draft, ${filesWords(row)}`, tone: 'ink' };
    case 'checked':
      return { words: waitWords(row, nowMs) ?? 'Checked', tone: 'ink' };
    case 'uploading':
      return { words: waitWords(row, nowMs) ?? uploadWords(row, bytesPerSecond), tone: 'ink' };
    case 'paused':
      return { words: pausedWords(row, nowMs), tone: 'ink' };
    case 'paced':
      return {
        words: row.waitingUntil === null ? 'Paced' : `Paced until ${formatTime(row.waitingUntil, nowMs)}`,
        tone: 'amber',
      };
    case 'held':
      return { words: 'Held', tone: 'amber' };
    case 'scheduled':
      return { words: `Scheduled${row.attachments.length === 0 ? '' : `, ${filesWords(row)}`}`, tone: 'ink' };
    case 'sending':
      return { words: 'Sending', tone: 'petrol' };
    case 'accepted':
      return { words: 'Accepted', tone: 'petrol' };
    case 'sent':
      return { words: 'In Sent Items', tone: 'moss' };
    case 'unconfirmed':
      return { words: lookingWords(row, nowMs), tone: 'violet' };
    case 'bounced':
      return { words: row.reason === null ? 'Bounced' : `Bounced: ${row.reason.replace(/\.$/, '')}`, tone: 'brick' };
    case 'needsYou':
      return {
        words: row.cancellable ? (shortReason(row.error) ?? 'Not sent') : 'May have left: you decide',
        tone: 'brick',
      };
    case 'failed':
      return { words: shortReason(row.error) ?? 'Failed', tone: 'brick' };
    case 'cancelled':
      return { words: 'Cancelled, not sent', tone: 'ink' };
  }
}

/** Whether the chunk ribbon stands in the row: while there is something to confirm. */
export function showsRibbon(row: OutboxRow): boolean {
  return row.totalBytes > 0 && ['checked', 'uploading', 'paused', 'paced'].includes(row.state);
}

/** "62 of 118 MB, about 1 min"; the estimate vanishes when nothing moves. */
function uploadWords(row: OutboxRow, bytesPerSecond: number | null): string {
  if (row.totalBytes === 0) return 'Uploading';
  if (row.confirmedBytes >= row.totalBytes) return 'Checking';
  const share = formatShare(row.confirmedBytes, row.totalBytes);
  if (bytesPerSecond === null) return share;
  return `${share}, ${formatTimeLeft(((row.totalBytes - row.confirmedBytes) * 1000) / bytesPerSecond)}`;
}

function lookingWords(row: OutboxRow, nowMs: number): string {
  if (row.waitingUntil === null) return 'Looking in Sent Items';
  const seconds = Math.ceil(leftMs(row.waitingUntil, nowMs) / 1000);
  return seconds <= 0
    ? 'Looking in Sent Items'
    : `Looking in Sent Items, next look in ${formatDuration(seconds * 1000)}`;
}

/** A file's own word: what its message waits for comes before what it does. */
export function fileWords(row: OutboxRow, file: AttachmentRow, nowMs: number): { words: string; tone: Tone } {
  if (file.state === 'attached') return { words: file.path === 'link' ? 'Link' : 'Attached', tone: 'moss' };
  if (row.state === 'needsYou' || row.state === 'failed') return { words: 'Needs you', tone: 'brick' };
  if (row.state === 'paused') return { words: pausedWord(row, nowMs), tone: 'ink' };
  if (row.state === 'paced' && row.waitingUntil !== null) {
    return { words: `Paced until ${formatTime(row.waitingUntil, nowMs)}`, tone: 'amber' };
  }
  if (row.state === 'cancelled') return { words: 'Not sent', tone: 'ink' };
  const again = file.restart === null ? '' : `, again because ${file.restart.why}`;
  if (file.state === 'waiting' || waitWords(row, nowMs) !== null) return { words: `Waiting${again}`, tone: 'ink' };
  return { words: `${file.state === 'checking' ? 'Checking' : 'Uploading'}${again}`, tone: 'petrol' };
}

/** Whether bytes of this message are on their way at this moment. */
export function isMoving(row: OutboxRow, nowMs: number): boolean {
  return row.state === 'uploading' && waitWords(row, nowMs) === null;
}

function waitWords(row: OutboxRow, nowMs: number): string | null {
  if (row.waitingUntil === null || leftMs(row.waitingUntil, nowMs) <= 0) return null;
  return `Waiting, tries again at ${formatTime(row.waitingUntil, nowMs)}`;
}

function pausedWords(row: OutboxRow, nowMs: number): string {
  const word = pausedWord(row, nowMs);
  return row.totalBytes === 0 ? word : `${word}, ${formatShare(row.confirmedBytes, row.totalBytes)}`;
}

function pausedWord(row: OutboxRow, nowMs: number): string {
  if (row.reason === pausedReasons.battery) return 'Waits for mains power';
  if (row.reason === pausedReasons.metered) return 'Waits: metered network';
  if (row.reason === pausedReasons.forNow && row.waitingUntil !== null)
    return `Paused until ${formatTime(row.waitingUntil, nowMs)}`;
  if (row.reason === pausedReasons.stopped) return 'Stopped for now';
  return waitsForSignIn(row) ? 'Waiting for sign-in' : 'Paused';
}

function filesWords(row: OutboxRow): string {
  const all = row.attachments.every((file) => file.state === 'attached');
  return `${countWords(row.attachments.length, 'file')}${all ? ', attached' : ''}`;
}

function leftMs(instant: string, nowMs: number): number {
  return Date.parse(instant) - nowMs;
}
