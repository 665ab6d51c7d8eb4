import type { AttemptError, DeathReason, Job, JobOutcome } from '../ports/job-store.ts';

/** How long a kind of work backs off. Attempts are capped by the job itself (`maxAttempts`). */
export interface RetryPolicy {
  readonly baseMs: number;
  readonly capMs: number;
}

/** What the queue does about an outcome. */
export type RetryDecision =
  | { readonly kind: 'complete' }
  | {
      readonly kind: 'release';
      readonly runAtMs: number;
      readonly counted: boolean;
      readonly resetAttempts: boolean;
      readonly error: AttemptError | null;
      readonly because: string | null;
    }
  | { readonly kind: 'bury'; readonly reason: DeathReason; readonly error: AttemptError };

/**
 * Failures back off with full jitter, so that jobs that failed together do not come back together.
 * A moment that the service named wins over our own guess. Waiting is no failure and is never counted;
 * progress forgives the failures before it.
 */
export function decideRetry(
  outcome: JobOutcome,
  job: Pick<Job, 'attempts' | 'maxAttempts'>,
  policy: RetryPolicy,
  nowMs: number,
  uniform: number,
): RetryDecision {
  switch (outcome.kind) {
    case 'done':
      return { kind: 'complete' };
    case 'waitFor':
      return {
        kind: 'release',
        runAtMs: wholeMs(outcome.untilMs),
        counted: false,
        resetAttempts: false,
        error: null,
        because: outcome.because,
      };
    case 'dead':
      return { kind: 'bury', reason: outcome.reason, error: outcome.error };
    case 'retry': {
      const failedBefore = outcome.progressed ? 0 : job.attempts;
      if (failedBefore + 1 >= job.maxAttempts) return { kind: 'bury', reason: 'exhausted', error: outcome.error };
      const named = outcome.notBeforeMs !== null && outcome.notBeforeMs > nowMs ? outcome.notBeforeMs : null;
      return {
        kind: 'release',
        runAtMs: wholeMs(named ?? nowMs + backoffMs(policy, failedBefore, uniform)),
        counted: true,
        resetAttempts: outcome.progressed,
        error: outcome.error,
        because: null,
      };
    }
  }
}

/** Full jitter: anywhere between now and the doubled, capped base. */
function backoffMs(policy: RetryPolicy, failedBefore: number, uniform: number): number {
  return uniform * Math.min(policy.capMs, policy.baseMs * 2 ** failedBefore);
}

const latestMs = 8.64e15; // The last moment that a date can name.

/** Storable and never early: a fraction is rounded up, and "until somebody says so" is the end of time. */
function wholeMs(atMs: number): number {
  return Math.min(Math.ceil(atMs), latestMs);
}
