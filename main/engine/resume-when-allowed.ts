import { isStopped } from '../core/policy/flags.ts';
import type { AccountStore } from '../core/ports/account-store.ts';
import type { FlagSource } from '../core/ports/flag-source.ts';
import type { JobStore } from '../core/ports/job-store.ts';
import type { Clock } from '../core/ports/time.ts';

interface ResumeParts {
  readonly flags: FlagSource;
  readonly accounts: Pick<AccountStore, 'list'>;
  readonly jobs: Pick<JobStore, 'wakeAll'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly wake: () => void;
}

/** Wakes what waited for sending to be allowed, as soon as it is. Returns the way out. */
export function resumeWhenAllowed({ flags, accounts, jobs, clock, wake }: ResumeParts): () => void {
  let wasStopped = true;
  function look(): void {
    const stopped = isStopped(flags.now());
    if (wasStopped && !stopped) {
      for (const { id } of accounts.list()) jobs.wakeAll(id, 'providerPaused', clock.nowMs());
      wake();
    }
    wasStopped = stopped;
  }
  look();
  return flags.onChange(look);
}
