import { userOf } from '../../core/ingest/ingest-jobs.ts';
import type { AccountStore } from '../../core/ports/account-store.ts';
import type { Log } from '../../core/ports/log.ts';

/** Logs when a mailbox comes to need a sign-in: once, however many requests meet it, and whoever is the first to know. */
export function watchSignIns(accounts: AccountStore, log: Pick<Log, 'warn'>): AccountStore {
  return {
    ...accounts,
    setState(id, state, nowMs, reason) {
      const before = accounts.get(id)?.state;
      accounts.setState(id, state, nowMs, reason);
      if (state === 'signInNeeded' && before !== state) log.warn('account.signInNeeded', { userId: userOf(id) });
    },
  };
}
