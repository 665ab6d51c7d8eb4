import type { AccountId } from '../../../contract/ids.ts';

/** Somebody that a mailbox wrote to, or had mail from. */
export interface KnownAddress {
  readonly address: string;
  readonly name: string | null;
  /** Messages sent to it, and received from it. */
  readonly sent: number;
  readonly received: number;
  readonly lastSentAtMs: number | null;
  readonly lastReceivedAtMs: number | null;
  /** main/core/recipients/address-rank.ts. */
  readonly rank: number;
}

export interface AddressSearch {
  /** Beginnings of words, as `searchTerms` gives them; each must fit a word of the name or the address. */
  readonly terms: readonly string[];
  /** Lower case. */
  readonly ownDomain: string;
  readonly limit: number;
}

/** What each mailbox knows of whom it deals with. Learned from what was sent and collected, never from drafts. */
export interface AddressBook {
  /** Best first. */
  find(account: AccountId, search: AddressSearch): readonly KnownAddress[];
  /** Not suggested any more, until it is written to again. False when it was not known. */
  forget(account: AccountId, address: string, nowMs: number): boolean;
  /** Takes that back. */
  restore(account: AccountId, address: string): boolean;
  /** Of these domains, in lower case, those that the mailbox never wrote to. */
  unwrittenDomains(account: AccountId, domains: readonly string[]): readonly string[];
}
