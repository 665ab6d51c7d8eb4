import type { AccountRow, SignInReason } from '../../../contract/accounts.ts';
import type { AccountId } from '../../../contract/ids.ts';

export interface AccountStore {
  upsert(account: AccountRow, nowMs: number): void;
  get(id: AccountId): AccountRow | null;
  /** Only accounts of their own. */
  findByAddress(address: string): AccountRow | null;
  /** What is used through another account comes last. */
  list(): readonly AccountRow[];
  /** Of the account behind it, where it has none of its own. The first reason for a sign-in stays until it happened. */
  setState(id: AccountId, state: AccountRow['state'], nowMs: number, reason?: SignInReason): void;
  remove(id: AccountId): void;
}
