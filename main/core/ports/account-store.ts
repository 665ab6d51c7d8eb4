import type { AccountRow } from '../../../contract/accounts.ts';
import type { AccountId } from '../../../contract/ids.ts';

export interface AccountStore {
  upsert(account: AccountRow, nowMs: number): void;
  get(id: AccountId): AccountRow | null;
  findByAddress(address: string): AccountRow | null;
  list(): readonly AccountRow[];
  setState(id: AccountId, state: AccountRow['state'], nowMs: number): void;
  remove(id: AccountId): void;
}
