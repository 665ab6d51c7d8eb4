import { isLifecycle } from './notification-store.ts';
import type { Notification } from './notification-store.ts';

/** One element of a body's `value`, in the service's own mix of spellings. */
export function renderNotification(notification: Notification, tenantId: string): Record<string, unknown> {
  const { kind, subscriptionId, clientState, isForged, userId } = notification;
  const base = {
    subscriptionId,
    subscriptionExpirationDateTime: new Date(notification.expiresAtMs).toISOString(),
    clientState: isForged === 1 ? `not-${clientState ?? 'the-state'}` : clientState,
    tenantId,
  };
  if (isLifecycle(kind)) return { ...base, lifecycleEvent: kind };
  const id = notification.immutableIds === 1 ? notification.immutableId : notification.restId;
  const resource = `Users/${userId}/Messages/${id}`;
  return {
    id: `${subscriptionId}-${notification.n}`,
    ...base,
    changeType: kind,
    resource,
    resourceData: {
      '@odata.type': '#Microsoft.Graph.Message',
      '@odata.id': resource,
      '@odata.etag': `W/"${notification.changeKey}"`,
      id,
    },
  };
}
