import { MAX_RETRY_AFTER_MS } from '../retry-after.ts';
import type { Random } from '../ports/time.ts';

/** `concurrency`: the service said that too many requests ran at once (MailboxConcurrency). */
export type ThrottleCause = 'rate' | 'concurrency';

const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 300_000;
const BACKOFF_JITTER = 0.2;
/** Only ever later than the service said, so that the clients of one service do not all come back at once. */
const RETRY_AFTER_JITTER = 0.1;
const MAX_RETRY_AFTER_JITTER_MS = 5_000;
const MAX_BLOCK_MS = MAX_RETRY_AFTER_MS + MAX_RETRY_AFTER_JITTER_MS;
/** A slot lost to the service's concurrency limit is tried again after this long. */
const SLOT_RECOVERY_MS = 300_000;

/** What a mailbox has learnt from the service's 429s. */
export interface Throttle {
  /** Nothing may be sent before this. In the past when nothing is known. */
  blockedUntilMs(nowMs: number): number;
  concurrency(nowMs: number): number;
  /** Returns the new end of the block. */
  throttled(retryAfterMs: number | null, cause: ThrottleCause, nowMs: number): number;
  /** The next missing Retry-After starts again at a second. */
  succeeded(nowMs: number): void;
}

export function createThrottle(random: Random, maxConcurrency: number, rememberedUntilMs: number): Throttle {
  let untilMs = rememberedUntilMs;
  let backoffs = 0;
  let learnt = { concurrency: maxConcurrency, atMs: 0 };

  function blockedUntilMs(nowMs: number): number {
    // No block is longer than this, so a later one comes from a clock that was set back since.
    untilMs = Math.min(untilMs, nowMs + MAX_BLOCK_MS);
    return untilMs;
  }

  function concurrency(nowMs: number): number {
    const recovered = Math.max(0, Math.floor((nowMs - learnt.atMs) / SLOT_RECOVERY_MS));
    return Math.min(maxConcurrency, learnt.concurrency + recovered);
  }

  /** Row SM3: exponential from one second, ±20 %. */
  function backoffMs(): number {
    const delayMs = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** backoffs);
    return delayMs * (1 - BACKOFF_JITTER + 2 * BACKOFF_JITTER * random.uniform());
  }

  function obeyMs(retryAfterMs: number): number {
    const jitterMs = Math.min(MAX_RETRY_AFTER_JITTER_MS, retryAfterMs * RETRY_AFTER_JITTER);
    return Math.min(retryAfterMs, MAX_RETRY_AFTER_MS) + jitterMs * random.uniform();
  }

  return {
    blockedUntilMs,
    concurrency,
    throttled(retryAfterMs, cause, nowMs) {
      // Calls that were under way when the block began are refused with it: one event, learnt from once.
      const isNew = blockedUntilMs(nowMs) <= nowMs;
      if (isNew && cause === 'concurrency') {
        learnt = { concurrency: Math.max(1, concurrency(nowMs) - 1), atMs: nowMs };
      }
      // "Retry after 0" right after a refusal says no more than a missing header does.
      const hasWord = retryAfterMs !== null && retryAfterMs > 0;
      if (hasWord || isNew)
        untilMs = Math.max(untilMs, Math.ceil(nowMs + (hasWord ? obeyMs(retryAfterMs) : backoffMs())));
      if (isNew && !hasWord) backoffs += 1;
      return untilMs;
    },
    succeeded(nowMs) {
      // A success during a block belongs to a call from before it and says nothing about what comes after.
      if (blockedUntilMs(nowMs) <= nowMs) backoffs = 0;
    },
  };
}
