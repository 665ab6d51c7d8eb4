import type { AccountId } from '../../../contract/ids.ts';

export type BudgetKind = 'requests' | 'uploadBytes' | 'messages';

/** Use of one budget in one slice of time, as remembered across restarts. */
export interface BudgetSlice {
  readonly startMs: number;
  readonly used: number;
}

export interface BudgetStore {
  /** Slices that start at or after `sinceMs`, oldest first. */
  load(mailbox: AccountId, kind: BudgetKind, sinceMs: number): readonly BudgetSlice[];
  /** Adds to a slice, durably, before the call that spends it. Older slices may be dropped. */
  add(mailbox: AccountId, kind: BudgetKind, startMs: number, amount: number, dropBeforeMs: number): void;
  loadBlockedUntilMs(mailbox: AccountId): number;
  saveBlockedUntilMs(mailbox: AccountId, untilMs: number): void;
}
