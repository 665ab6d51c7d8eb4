import type { AccountId } from '../../../contract/ids.ts';

/** A request to the service to tell of new mail in a folder. */
export interface Subscription {
  /** The service's. */
  readonly id: string;
  readonly account: AccountId;
  readonly folderId: string;
  /** Proves that a notification is the service's: sealed at rest. */
  readonly sealedClientState: string;
  /** Where the service sends to; another address needs another subscription. */
  readonly notificationUrl: string;
  readonly expiresAtMs: number;
  readonly createdAtMs: number;
  readonly renewedAtMs: number | null;
}

export interface SubscriptionStore {
  list(): readonly Subscription[];
  find(account: AccountId, folderId: string): Subscription | null;
  /** One for each folder: takes the place of an earlier one. */
  put(subscription: Subscription): void;
  renewed(id: string, expiresAtMs: number, nowMs: number): void;
  remove(id: string): void;
}
