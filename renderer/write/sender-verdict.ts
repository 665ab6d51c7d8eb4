import type { AccountRow } from '../../contract/accounts.ts';

export interface SenderVerdict {
  readonly words: string;
  readonly tone: 'quiet' | 'problem';
}

/** What this mailbox may do, as far as its sign-in tells. */
export function senderVerdict({ state, scopes }: Pick<AccountRow, 'state' | 'scopes'>): SenderVerdict {
  if (state === 'signInNeeded') {
    return { words: 'Wants you to sign in again. Drafts and uploads wait.', tone: 'problem' };
  }
  const maySend = scopes.length === 0 || scopes.some((scope) => /(^|\/)Mail\.Send(\.Shared)?$/i.test(scope));
  if (!maySend) return { words: 'May not send: the permission Mail.Send is missing.', tone: 'problem' };
  return { words: 'Can send. Files up to 150 MB each.', tone: 'quiet' };
}
