import { decideFault, type FaultWait } from '../faults/decide-fault.ts';
import type { ServiceFault } from '../ports/reply.ts';

/** What a fault means for one step of a message. */
export type StepVerdict =
  /** Not a failure, and not this message's alone: the mailbox waits. */
  | { readonly kind: 'wait'; readonly because: FaultWait; readonly untilMs: number }
  /** Told of before it can be read: not a failure either. */
  | { readonly kind: 'notYet'; readonly untilMs: number }
  /** A failure that may pass: counted. */
  | { readonly kind: 'retry'; readonly notBeforeMs: number | null }
  /** Deleted before it could be fetched. */
  | { readonly kind: 'gone' }
  /** Will never work like this. */
  | { readonly kind: 'refused' };

export interface FaultMoment {
  readonly nowMs: number;
  /** When the message was first told of. */
  readonly noticedAtMs: number;
  /** How often in a row the mailbox could not be reached. */
  readonly looks: number;
  /** In [0, 1). */
  readonly random: number;
  readonly retryBaseMs: number;
}

/** A new message may be told of before every server of the mailbox knows it. Later a 404 means that it was deleted. */
const VISIBLE_WITHIN_MS = 10 * 60_000;
const OFFLINE_CAP_MS = 60_000;

/** Row GW4: what passes is tried again, what cannot pass is for a person, and waiting is never counted. */
export function decideStepFault(fault: ServiceFault, moment: FaultMoment): StepVerdict {
  const { nowMs, noticedAtMs, looks, random, retryBaseMs } = moment;
  if (fault.kind === 'refused' && (fault.status === 404 || fault.status === 410)) {
    const ageMs = Math.max(0, nowMs - noticedAtMs);
    if (ageMs >= VISIBLE_WITHIN_MS) return { kind: 'gone' };
    return { kind: 'notYet', untilMs: nowMs + visibilityWaitMs(ageMs, retryBaseMs) };
  }
  const verdict = decideFault(fault, { because: 'offline', count: looks }, nowMs, random, { retryBaseMs });
  switch (verdict.kind) {
    case 'wait':
      return verdict.because === 'offline'
        ? { ...verdict, untilMs: Math.min(verdict.untilMs, nowMs + OFFLINE_CAP_MS) }
        : verdict;
    case 'retry':
      return { kind: 'retry', notBeforeMs: verdict.notBeforeMs };
    case 'refused':
      return { kind: 'refused' };
  }
}

/** The waits for a base of two seconds, each with the age up to which it is the next. */
const visibilityWaits = [
  { untilAgeMs: 1_000, waitMs: 1_000 },
  { untilAgeMs: 6_000, waitMs: 5_000 },
  { untilAgeMs: 36_000, waitMs: 30_000 },
];
const LAST_WAIT_MS = 120_000;
const STANDARD_BASE_MS = 2_000;

/** By age, so that nothing has to be counted. On a shortened clock it grows with the age after the table's end. */
function visibilityWaitMs(ageMs: number, retryBaseMs: number): number {
  const scale = retryBaseMs / STANDARD_BASE_MS;
  const row = visibilityWaits.find(({ untilAgeMs }) => ageMs < untilAgeMs * scale);
  if (row !== undefined) return row.waitMs * scale;
  return Math.max(LAST_WAIT_MS * scale, Math.min(LAST_WAIT_MS, ageMs / 2));
}
