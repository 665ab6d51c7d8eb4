import type { AccountRow } from '../../../contract/accounts.ts';
import { MailroomError } from '../mailroom-error.ts';

/**
 * The account that a command means: the named one, by address without case or by id, or else the only one there is.
 * Throws `account_not_found` or `account_required`, with the addresses to choose from in `details`.
 */
export function chooseAccount(accounts: readonly AccountRow[], wanted: string | null): AccountRow {
  if (wanted !== null) return findAccount(accounts, wanted);
  const [only, ...others] = accounts.filter(({ delegation }) => delegation === undefined);
  if (only !== undefined && others.length === 0) return only;
  const none = only === undefined;
  throw new MailroomError('account_required', {
    message: none ? 'No account is connected yet.' : 'Several accounts are connected, and none was named.',
    remediation: none ? 'Sign in first: mailroom login.' : 'Name one of them: --account ADDRESS.',
    field: 'account',
    details: addressesOf(accounts),
  });
}

function findAccount(accounts: readonly AccountRow[], wanted: string): AccountRow {
  const name = wanted.trim().toLowerCase();
  const found = accounts.find(({ id, address }) => id === wanted || address.toLowerCase() === name);
  if (found !== undefined) return found;
  throw new MailroomError('account_not_found', {
    message: 'No connected account has this address.',
    remediation:
      'Name a connected account, sign in with this one (mailroom login), or use it through yours (mailroom senders add ADDRESS).',
    field: 'account',
    details: addressesOf(accounts),
  });
}

function addressesOf(accounts: readonly AccountRow[]): { addresses: string[] } {
  return { addresses: accounts.map(({ address }) => address) };
}
