import type { OutboxRow, OutboxState } from '../../contract/outbox.ts';

export type QuitDecision =
  | { readonly kind: 'quit' }
  /** What continues and what waits, in words. */
  | { readonly kind: 'ask'; readonly message: string };

const uploadingStates: ReadonlySet<OutboxState> = new Set(['draft', 'checked', 'uploading', 'paced']);
const lookedForStates: ReadonlySet<OutboxState> = new Set(['accepted', 'unconfirmed']);

/** Asks only while something would stand still without Mailroom. What a person paused, or must decide, does not keep it. */
export function decideQuit(rows: readonly OutboxRow[], nowMs: number, timeOf: (ms: number) => string): QuitDecision {
  const sentences = [
    sayUploads(rows),
    sayHeld(rows, nowMs),
    sayScheduled(rows, timeOf),
    saySending(rows),
    sayLookedFor(rows),
  ].filter((sentence) => sentence !== null);
  return sentences.length === 0 ? { kind: 'quit' } : { kind: 'ask', message: sentences.join(' ') };
}

function sayUploads(rows: readonly OutboxRow[]): string | null {
  const files = rows
    .filter((row) => uploadingStates.has(row.state))
    .flatMap((row) => row.attachments.filter((file) => file.state !== 'attached'));
  if (files.length > 0) return `${count(files.length, 'upload')} will pause and continue next time.`;
  const begun = rows.filter((row) => row.state !== 'draft' && uploadingStates.has(row.state)).length;
  return begun === 0 ? null : `${count(begun, 'message')} will wait and continue next time.`;
}

function sayHeld(rows: readonly OutboxRow[], nowMs: number): string | null {
  const ends = rows
    .filter((row) => row.state === 'held')
    .map((row) => (row.heldUntil === null ? nowMs : Date.parse(row.heldUntil)));
  if (ends.length === 0) return null;
  const seconds = Math.max(1, Math.ceil((Math.min(...ends) - nowMs) / 1000));
  return ends.length === 1
    ? `1 message is held for ${seconds} s.`
    : `${ends.length} messages are held, the first for ${seconds} s.`;
}

function sayScheduled(rows: readonly OutboxRow[], timeOf: (ms: number) => string): string | null {
  const times = rows
    .filter((row) => row.state === 'scheduled' && !row.onServer)
    .flatMap((row) => row.sendAt ?? row.waitingUntil ?? [])
    .map((at) => Date.parse(at));
  if (times.length === 0) return null;
  const first = timeOf(Math.min(...times));
  return times.length === 1
    ? `1 message is scheduled for ${first} and leaves only while Mailroom runs.`
    : `${times.length} messages are scheduled, the first for ${first}, and leave only while Mailroom runs.`;
}

function saySending(rows: readonly OutboxRow[]): string | null {
  const sending = rows.filter((row) => row.state === 'sending').length;
  return sending === 0
    ? null
    : `${are(sending, 'message')} being sent; next time Mailroom makes sure that it left once.`;
}

function sayLookedFor(rows: readonly OutboxRow[]): string | null {
  const looked = rows.filter((row) => lookedForStates.has(row.state)).length;
  return looked === 0 ? null : `${are(looked, 'message')} being looked for in Sent Items; that continues next time.`;
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

function are(amount: number, noun: string): string {
  return `${count(amount, noun)} ${amount === 1 ? 'is' : 'are'}`;
}
