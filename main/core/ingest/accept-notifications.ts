import type { AccountId } from '../../../contract/ids.ts';
import type { Digest } from '../ports/digest.ts';
import type { NotificationMark, NotificationStore } from '../ports/notification-store.ts';
import type { Subscription, SubscriptionStore } from '../ports/subscription-store.ts';
import { type Claim, type Notification, readNotifications } from './read-notifications.ts';

export interface AcceptDeps {
  readonly marks: NotificationStore;
  readonly subscriptions: Pick<SubscriptionStore, 'list'>;
  readonly digest: Digest;
  isGenuine(subscription: string, clientState: string): boolean;
  /** More work is open than is good: the service is asked to come again. */
  isFull(): boolean;
  /** These run inside the transaction that remembers the notification. */
  noticeMessage(account: AccountId, messageId: string, subscription: string, nowMs: number): void;
  lookNow(account: AccountId, folder: string, nowMs: number): void;
  demandAuthorization(subscription: Subscription, nowMs: number): void;
}

export type Acceptance =
  /** `fresh` things to do are on disk. `refused` items carried the wrong secret, or named a subscription of nobody. */
  | { readonly kind: 'accepted'; readonly fresh: number; readonly refused: number }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'full' };

interface Mark extends NotificationMark {
  readonly notification: Notification;
}

/**
 * Takes in one body of notifications: checked against each subscription's secret, each item once, its work committed
 * when this returns. What is not genuine is counted and dropped without a sign. Throws when it could not be stored.
 */
export function acceptNotifications(deps: AcceptDeps, body: string, nowMs: number): Acceptance {
  const claims = readNotifications(body);
  if (claims === null) return { kind: 'unreadable' };
  const genuine = claims.filter((claim) => deps.isGenuine(claim.notification.subscription, claim.clientState));
  const refused = claims.length - genuine.length;
  if (genuine.length === 0) return { kind: 'accepted', fresh: 0, refused };
  if (deps.isFull()) return { kind: 'full' };
  const known = new Map(deps.subscriptions.list().map((subscription) => [subscription.id, subscription]));
  const act = ({ notification }: Mark): void => {
    const subscription = known.get(notification.subscription);
    if (subscription !== undefined) actOn(deps, notification, subscription, nowMs);
  };
  const fresh = deps.marks.takeIn(
    genuine.map((claim) => markOf(claim, deps.digest, nowMs)),
    act,
    nowMs,
  );
  return { kind: 'accepted', fresh, refused };
}

function actOn(deps: AcceptDeps, notification: Notification, subscription: Subscription, nowMs: number): void {
  const { account, folderId, id } = subscription;
  if (notification.kind === 'message') return deps.noticeMessage(account, notification.messageId, id, nowMs);
  deps.lookNow(account, folderId, nowMs);
  if (notification.event !== 'missed') deps.demandAuthorization(subscription, nowMs);
}

/** A message is told once; a lifecycle event may come again and mean it, a minute later. */
function markOf({ notification }: Claim, digest: Digest, nowMs: number): Mark {
  const { subscription, kind } = notification;
  const what =
    notification.kind === 'message'
      ? notification.messageId
      : `${notification.event}:${String(Math.floor(nowMs / 60_000))}`;
  return { notification, subscription, kind, digest: digest.sha256Hex(JSON.stringify([subscription, kind, what])) };
}
