import type { AccountId, OutboxId } from '../../../contract/ids.ts';

/** A mailbox whose mail may still come back. */
export interface WatchedMailbox {
  readonly account: AccountId;
  readonly firstSentMs: number;
  readonly lastSentMs: number;
}

/** What the search for bounces keeps on disk. Each call is one transaction; when it returns, it survived. */
export interface BounceStore {
  /** Mailboxes that sent something since then. */
  watched(sinceMs: number): readonly WatchedMailbox[];
  /** Up to when the Inbox was looked through; null: never. */
  seenToMs(account: AccountId): number | null;
  saveSeenTo(account: AccountId, seenToMs: number): void;
  findBySentId(account: AccountId, sentId: string): OutboxId | null;
}
