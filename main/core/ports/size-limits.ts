import type { AccountId } from '../../../contract/ids.ts';
import type { SizeLimit } from '../budget/size-budget.ts';

/** What is known of the sizes that a sender's own mailbox and the recipients' mailboxes take. Never asks anybody. */
export interface SizeLimits {
  /** The smallest limit for a message from this account to these addresses. */
  limitFor(account: AccountId, addresses: readonly string[]): SizeLimit;
  /** The mailbox called a message of this encoded size too large. */
  learn(account: AccountId, refusedBytes: number): void;
}

/** On disk, with its date: no answer of the service names the limit, so a refusal is how it shows. */
export interface LearntLimitStore {
  read(account: AccountId): LearntLimit | null;
  write(account: AccountId, limit: LearntLimit): void;
  forget(account: AccountId): void;
}

export interface LearntLimit {
  /** The smallest encoded size that was refused. */
  readonly refusedBytes: number;
  readonly atMs: number;
}
