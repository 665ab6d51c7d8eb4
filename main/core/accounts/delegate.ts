import type { AccountRow } from '../../../contract/accounts.ts';
import type { AccountId } from '../../../contract/ids.ts';
import type { MailAddress } from '../../../contract/message.ts';

/** How requests for an address are made that is used through somebody else's sign-in. */
export interface Delegate {
  /** Whose token goes with them. */
  readonly owner: AccountId;
  /** The mailbox that they are about; null where that is the owner's own. */
  readonly mailbox: string | null;
  readonly from: MailAddress;
}

/** What other people's mailboxes take beside the permissions for one's own (docs/sign-in.md, Permissions). */
export const delegateScopes = ['Mail.ReadWrite.Shared', 'Mail.Send.Shared'] as const;

/** Null for an account of its own. */
export function delegateOf(account: AccountRow | null): Delegate | null {
  if (account?.delegation === undefined) return null;
  const { through, place } = account.delegation;
  const { address, name } = account;
  return { owner: through, mailbox: place === 'theirs' ? address : null, from: { address, name } };
}

export function isOwn({ delegation }: AccountRow): boolean {
  return delegation === undefined;
}
