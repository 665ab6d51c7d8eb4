import { standingCauses, standstillCauses, type StandstillCause } from '../core/outbox/decide-standstill.ts';
import type { AccountStore } from '../core/ports/account-store.ts';
import type { JobStore } from '../core/ports/job-store.ts';
import type { Clock } from '../core/ports/time.ts';
import type { TransferRules } from './transfer-rules.ts';

interface ResumeParts {
  readonly rules: Pick<TransferRules, 'facts' | 'onChange'>;
  readonly accounts: Pick<AccountStore, 'list'>;
  readonly jobs: Pick<JobStore, 'wakeAll'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly wake: () => void;
}

/** Wakes what waited for a standstill to end, as soon as it has. Returns the way out. */
export function resumeWhenAllowed({ rules, accounts, jobs, clock, wake }: ResumeParts): () => void {
  // A former process may have left work waiting for what is over by now.
  let stood: readonly StandstillCause[] = standstillCauses;
  function look(): void {
    const nowMs = clock.nowMs();
    const stands = standingCauses(rules.facts(), nowMs);
    const over = stood.filter((cause) => !stands.includes(cause));
    for (const cause of over) for (const { id } of accounts.list()) jobs.wakeAll(id, cause, nowMs);
    if (over.length > 0) wake();
    stood = stands;
  }
  look();
  return rules.onChange(look);
}
