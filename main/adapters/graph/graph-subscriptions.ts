import { z } from 'zod';
import type { Granted, SubscriptionService } from '../../core/ports/subscription-service.ts';
import type { GraphAnswer, GraphClient } from './graph-client.ts';
import { listPages } from './list-pages.ts';

/** Each of the two handshakes of a create may take ten seconds (docs/graph.md). */
const CREATE_TIMEOUT_MS = 60_000;

const granted = z.object({ id: z.string().min(1), expirationDateTime: z.iso.datetime({ offset: true }) });
const listed = z.object({ id: z.string().min(1), notificationUrl: z.string() });

/** Change notifications over Graph: for created messages of one folder, with lifecycle events, and immutable ids. */
export function graphSubscriptions(client: GraphClient): SubscriptionService {
  return {
    create: (call, { folderId, notificationUrl, lifecycleUrl, clientState, untilMs }) =>
      client.request(call, {
        method: 'POST',
        path: '/subscriptions',
        json: {
          changeType: 'created',
          resource: `/me/mailFolders('${folderId.replaceAll("'", "''")}')/messages`,
          notificationUrl,
          lifecycleNotificationUrl: lifecycleUrl,
          clientState,
          expirationDateTime: new Date(untilMs).toISOString(),
          latestSupportedTlsVersion: 'v1_2',
        },
        timeoutMs: CREATE_TIMEOUT_MS,
        read: readGranted,
      }),
    renew: (call, id, untilMs) =>
      client.request(call, {
        method: 'PATCH',
        path: pathOf(id),
        json: { expirationDateTime: new Date(untilMs).toISOString() },
        read: readGranted,
      }),
    remove: (call, id) => client.request(call, { method: 'DELETE', path: pathOf(id), read: () => null }),
    list: (call) => listPages(client, call, '/subscriptions', (item) => listed.safeParse(item).data),
  };
}

function readGranted({ json }: GraphAnswer): Granted | undefined {
  const parsed = granted.safeParse(json);
  if (!parsed.success) return undefined;
  return { id: parsed.data.id, expiresAtMs: Date.parse(parsed.data.expirationDateTime) };
}

function pathOf(id: string): string {
  return `/subscriptions/${encodeURIComponent(id)}`;
}
