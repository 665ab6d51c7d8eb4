import { decideFault, type FaultWait } from '../faults/decide-fault.ts';
import type { ServiceFault } from '../ports/reply.ts';
import type { FaultMoment } from './decide-step-fault.ts';

/** What a fault means for looking into a folder. There is no giving up: nothing else would notice what comes. */
export type SyncVerdict =
  | { readonly kind: 'wait'; readonly because: FaultWait; readonly untilMs: number }
  /** The service has lost the place: everything is read again and compared. */
  | { readonly kind: 'restart' }
  | { readonly kind: 'retry'; readonly notBeforeMs: number | null }
  /** Such as a folder that is not there: looked at again at the usual pace. */
  | { readonly kind: 'refused' };

/** Codes that say so beside a 410, in lower case (docs/graph.md). */
const lostPlace = ['syncstatenotfound', 'syncstateinvalid', 'resyncrequired'];
const SIGN_IN_LOOK_MS = 30 * 60_000;
const OFFLINE_CAP_MS = 60_000;

/** `hadLink`: a refusal may be about the link alone, and then the beginning is open. */
export function decideSyncFault(
  fault: ServiceFault,
  hadLink: boolean,
  moment: Pick<FaultMoment, 'nowMs' | 'looks' | 'random' | 'retryBaseMs'>,
): SyncVerdict {
  const { nowMs, looks, random, retryBaseMs } = moment;
  if (fault.kind === 'refused') {
    const code = fault.code.toLowerCase();
    if (fault.status === 410 || lostPlace.some((known) => code.startsWith(known))) return { kind: 'restart' };
    // The whole mailbox is closed to us: only a person can open it.
    if (fault.status === 403) return { kind: 'wait', because: 'signIn', untilMs: nowMs + SIGN_IN_LOOK_MS };
    if (fault.status === 400 || fault.status === 404) return { kind: hadLink ? 'restart' : 'refused' };
  }
  const verdict = decideFault(fault, { because: 'offline', count: looks }, nowMs, random, { retryBaseMs });
  if (verdict.kind === 'wait' && verdict.because === 'offline') {
    return { ...verdict, untilMs: Math.min(verdict.untilMs, nowMs + OFFLINE_CAP_MS) };
  }
  return verdict.kind === 'retry' ? { kind: 'retry', notBeforeMs: verdict.notBeforeMs } : verdict;
}
