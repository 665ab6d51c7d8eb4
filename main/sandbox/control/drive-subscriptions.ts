import { z } from 'zod';
import { lifecycleEvents, queueLifecycleEvent, readNotificationCounts } from '../subscriptions/notification-store.ts';
import { listSubscriptions, markRemoved, suspendSubscription } from '../subscriptions/subscription-store.ts';
import type { Tenant } from '../tenant.ts';
import { findUser } from '../users.ts';

/** How many notifications went where, and who has subscribed to what. */
export function describeNotifications(tenant: Tenant): object {
  const subscriptions = listSubscriptions(tenant.db, tenant.nowMs()).map((subscription) => ({
    id: subscription.id,
    mailbox: findUser(tenant.db, subscription.userId)?.address,
    resource: subscription.resource,
    changeTypes: subscription.changeTypes,
    expiresAt: new Date(subscription.expiresAtMs).toISOString(),
    isSuspended: subscription.suspendedFromMs !== null && subscription.suspendedFromMs <= tenant.nowMs(),
  }));
  return { ...readNotificationCounts(tenant.db), subscriptions };
}

const order = z.strictObject({ event: z.enum(lifecycleEvents), subscription: z.string().optional() });

/** Sends a lifecycle event now, with its consequence, to one subscription or to all. */
export function sendLifecycleEvent(tenant: Tenant, body: unknown): { subscriptions: number } {
  const { event, subscription } = order.parse(body);
  const told = listSubscriptions(tenant.db, tenant.nowMs()).filter(({ id }) => id === (subscription ?? id));
  tenant.db.transaction(() => {
    for (const { id } of told) {
      queueLifecycleEvent(tenant.db, id, event);
      if (event === 'subscriptionRemoved') markRemoved(tenant.db, id);
      if (event === 'reauthorizationRequired')
        suspendSubscription(tenant.db, id, tenant.nowMs() + tenant.switches().reauthorizationGraceMs);
    }
  })();
  return { subscriptions: told.length };
}
