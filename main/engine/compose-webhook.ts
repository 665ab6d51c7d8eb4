import { graphSubscriptions } from '../adapters/graph/graph-subscriptions.ts';
import type { GraphClient } from '../adapters/graph/graph-client.ts';
import type { WriteDb } from '../adapters/sqlite/connection.ts';
import { sqliteNotificationStore } from '../adapters/sqlite/ingest/notification-store.ts';
import { sqliteSubscriptionStore } from '../adapters/sqlite/ingest/subscription-store.ts';
import { sqlitePreferenceStore } from '../adapters/sqlite/preference-store.ts';
import { ingestPriorities, messageJob } from '../core/ingest/ingest-jobs.ts';
import { isLoopbackAddress } from '../core/policy/setting-kinds.ts';
import type { JobStore } from '../core/ports/job-store.ts';
import type { SecretBox } from '../core/ports/secret-box.ts';
import type { Clock, Random } from '../core/ports/time.ts';
import type { LoadedSettings } from './load-settings.ts';
import type { IngestEngine } from './open-ingest.ts';
import { nodeDigest } from './system-ports.ts';
import { webhookResultOf } from './telemetry/webhook-result.ts';
import type { Observers } from './telemetry/observers.ts';
import type { Tenancy } from './tenancy.ts';
import { type OpenWebhook, openWebhook } from './webhook.ts';
import { type WebhookDoor, webhookDoor } from './webhook-door.ts';

export interface WebhookServices {
  readonly webhook: OpenWebhook;
  readonly door: WebhookDoor;
}

export interface ComposeWebhookParts {
  readonly loaded: LoadedSettings;
  readonly db: WriteDb;
  readonly ingest: IngestEngine;
  readonly jobs: JobStore;
  readonly graph: GraphClient;
  readonly tenancy: Pick<Tenancy, 'kind'>;
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly random: Random;
  readonly telemetry: Observers;
  readonly wake: () => void;
}

/** Notifications put together: tables, service, and the listener's door, which is closed until a host opens it. */
export async function composeWebhook(parts: ComposeWebhookParts): Promise<WebhookServices> {
  const { loaded, db, ingest, jobs, graph, tenancy, box, clock, random, telemetry } = parts;
  const { log, metrics } = telemetry;
  const { settings } = loaded;
  const webhook = await openWebhook({
    subscriptions: sqliteSubscriptionStore(db),
    marks: sqliteNotificationStore(db),
    service: graphSubscriptions(graph),
    store: ingest.store,
    jobs,
    box,
    digest: nodeDigest,
    clock,
    random,
    retryBaseMs: settings.retryBaseMs,
    maxOpenJobs: settings.maxOpenJobs,
    noticeMessage(account, messageId, subscriptionId, nowMs) {
      const job = messageJob({ account, messageId, subscriptionId }, ingestPriorities.fresh, random.uuid(), nowMs);
      ingest.store.notice(account, messageId, job, nowMs);
    },
    lookNow: (account, folder) => ingest.lookNow(account, folder),
    wakeWorker: parts.wake,
    log,
  });
  const { graphBaseUrl } = settings;
  const isServiceLocal = tenancy.kind === 'sandbox' || (graphBaseUrl !== null && isLoopbackAddress(graphBaseUrl));
  const door = webhookDoor({
    loaded,
    webhook,
    preferences: sqlitePreferenceStore(db),
    clock,
    isServiceLocal,
    onAnswer: (status) => metrics.webhookAnswered(webhookResultOf(status)),
  });
  return { webhook, door };
}
