import type { PaceReason, ServiceFault } from '../ports/reply.ts';

/** Why work waits although nothing failed. */
export type FaultWait = PaceReason | 'offline' | 'signIn';

/** The last wait, and how many times in a row its cause came. */
export interface LastWait {
  readonly because: string;
  readonly count: number;
}

/** What a fault means for work that can be repeated without harm: reading, and whatever comes before sending. */
export type FaultVerdict =
  /** Not a failure: try again at a known or growing time. Not counted. */
  | { readonly kind: 'wait'; readonly because: FaultWait; readonly untilMs: number }
  /** A failure that may pass: counted, the queue decides when. */
  | { readonly kind: 'retry'; readonly notBeforeMs: number | null; readonly ambiguous: boolean }
  /** Will never work like this. */
  | { readonly kind: 'refused' };

export interface BackoffSettings {
  readonly retryBaseMs: number;
}

/** A waiting sign-in is looked at again by itself only seldom: signing in wakes it. */
const SIGN_IN_LOOK_MS = 30 * 60_000;
const OFFLINE_CAP_MS = 60 * 60_000;
/** A throttle without Retry-After. */
const THROTTLE_FALLBACK_MS = 10_000;

/** Throttling, pace, no connection and sign-in are not failures; a status is judged by its class. */
export function decideFault(
  fault: ServiceFault,
  last: LastWait | null,
  nowMs: number,
  random: number,
  settings: BackoffSettings,
): FaultVerdict {
  switch (fault.kind) {
    case 'paced':
      return { kind: 'wait', because: fault.because, untilMs: fault.untilMs };
    case 'signInNeeded':
      return { kind: 'wait', because: 'signIn', untilMs: nowMs + SIGN_IN_LOOK_MS };
    case 'neverSent':
      return { kind: 'wait', because: 'offline', untilMs: nowMs + growingMs(last, 'offline', random, settings) };
    case 'lost':
      return { kind: 'retry', notBeforeMs: null, ambiguous: true };
    case 'refused': {
      const { status, retryAfterMs } = fault;
      if (status === 401) return { kind: 'wait', because: 'signIn', untilMs: nowMs + SIGN_IN_LOOK_MS };
      if (status === 429)
        return { kind: 'wait', because: 'throttled', untilMs: nowMs + (retryAfterMs ?? THROTTLE_FALLBACK_MS) };
      if (status >= 500) {
        return { kind: 'retry', notBeforeMs: retryAfterMs === null ? null : nowMs + retryAfterMs, ambiguous: true };
      }
      if (status === 403 && isTransientVerdict(fault.message))
        return { kind: 'retry', notBeforeMs: null, ambiguous: false };
      if (status === 404 || status === 409 || status === 412 || status === 423)
        return { kind: 'retry', notBeforeMs: null, ambiguous: false };
      return { kind: 'refused' };
    }
  }
}

function growingMs(last: LastWait | null, because: FaultWait, random: number, settings: BackoffSettings): number {
  const count = last?.because === because ? last.count : 0;
  const ceilingMs = Math.min(OFFLINE_CAP_MS, settings.retryBaseMs * 2 ** Math.min(count, 20));
  return Math.ceil(ceilingMs * (0.5 + random / 2));
}

/** Exchange's spam check answers 403 for a passing trouble of its own and says so only in the text. */
export function isTransientVerdict(message: string): boolean {
  return /WASCL/i.test(message) && /transient/i.test(message);
}
