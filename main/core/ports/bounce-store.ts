import type { AccountId, OutboxId } from '../../../contract/ids.ts';

/** A mailbox whose mail may still come back. */
export interface WatchedMailbox {
  readonly account: AccountId;
  readonly firstSentMs: number;
  readonly lastSentMs: number;
}

/** How far an Inbox was looked through, and when. */
export interface InboxPlace {
  /** Everything received until then was seen. */
  readonly seenToMs: number;
  readonly lookedAtMs: number;
}

/** What the search for bounces keeps on disk. Each call is one transaction; when it returns, it survived. */
export interface BounceStore {
  /** Mailboxes that sent something since then. */
  watched(sinceMs: number): readonly WatchedMailbox[];
  /** Null: its Inbox was never looked through. */
  place(account: AccountId): InboxPlace | null;
  savePlace(account: AccountId, place: InboxPlace): void;
  findBySentId(account: AccountId, sentId: string): OutboxId | null;
}
