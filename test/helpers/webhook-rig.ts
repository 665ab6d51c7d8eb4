import { onTestFinished } from 'vitest';
import { accountId, type AccountId } from '../../contract/ids.ts';
import { keyFileSecretBox } from '../../main/adapters/secret-box/key-file-secret-box.ts';
import { loadSealingKey } from '../../main/adapters/secret-box/sealing-key.ts';
import { sqliteNotificationStore } from '../../main/adapters/sqlite/ingest/notification-store.ts';
import { sqliteSubscriptionStore } from '../../main/adapters/sqlite/ingest/subscription-store.ts';
import { sqliteJobStore } from '../../main/adapters/sqlite/job-store.ts';
import { startWebhookListener } from '../../main/adapters/webhook/webhook-listener.ts';
import { CLIENT_STATE_PURPOSE } from '../../main/core/ingest/keep-subscription.ts';
import type { JobStore, NewJob } from '../../main/core/ports/job-store.ts';
import type { NotificationStore } from '../../main/core/ports/notification-store.ts';
import type { SubscriptionService } from '../../main/core/ports/subscription-service.ts';
import { nodeDigest, systemClock, systemRandom } from '../../main/engine/system-ports.ts';
import { openWebhook, type OpenWebhook } from '../../main/engine/webhook.ts';
import { openTestDatabase, temporaryFolder } from './open-test-database.ts';
import { recordingLog } from './silent-log.ts';
import { clientState, subscriptionId } from './webhook-secrets.ts';

const mailbox = accountId.parse('sandbox:sender');

export interface WebhookRig {
  readonly origin: string;
  readonly jobs: JobStore;
  readonly webhook: OpenWebhook;
  readonly lookedAt: readonly string[];
  readonly logged: ReturnType<typeof recordingLog>['logged'];
  post(path: string, body: string | Uint8Array, headers?: Record<string, string>): Promise<Response>;
}

interface Changes {
  readonly marks?: (real: NotificationStore) => NotificationStore;
  readonly service?: SubscriptionService;
  readonly maxOpenJobs?: number;
}

/** A real listener and real tables, with one subscription that the service has made. */
export async function webhookRig(changes: Changes = {}): Promise<WebhookRig> {
  const dataDir = temporaryFolder();
  const db = openTestDatabase(dataDir);
  const box = keyFileSecretBox(loadSealingKey(dataDir, null));
  const jobs = sqliteJobStore(db);
  const subscriptions = sqliteSubscriptionStore(db);
  subscriptions.put({
    id: subscriptionId,
    account: mailbox,
    folderId: 'inbox',
    sealedClientState: await box.seal(clientState, CLIENT_STATE_PURPOSE),
    notificationUrl: 'https://relay.example/graph/notifications',
    expiresAtMs: systemClock.nowMs() + 3_600_000,
    createdAtMs: systemClock.nowMs(),
    renewedAtMs: null,
  });
  const plainMarks = sqliteNotificationStore(db);
  const lookedAt: string[] = [];
  const log = recordingLog();
  const webhook = await openWebhook({
    subscriptions,
    marks: changes.marks?.(plainMarks) ?? plainMarks,
    service: changes.service ?? absentService,
    store: { folder: () => null, folders: () => [] },
    jobs,
    box,
    digest: nodeDigest,
    clock: systemClock,
    random: systemRandom,
    retryBaseMs: 10,
    maxOpenJobs: changes.maxOpenJobs ?? 1_000_000,
    noticeMessage: (account, messageId, _, nowMs) => void jobs.enqueue(messageJob(account, messageId, nowMs), nowMs),
    lookNow: (_, folder) => void lookedAt.push(folder),
    wakeWorker: () => undefined,
    log,
  });
  const listener = await startWebhookListener({ webhook, port: 0, publicHost: 'relay.example' });
  onTestFinished(() => listener.close());
  const origin = `http://127.0.0.1:${String(listener.port)}`;
  return {
    origin,
    jobs,
    webhook,
    lookedAt,
    logged: log.logged,
    post: (path, body, headers = {}) =>
      fetch(origin + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }),
  };
}

export function notification(messageId: string, overrides: object = {}): object {
  return {
    subscriptionId,
    clientState,
    changeType: 'created',
    resource: `Users/u/Messages/${messageId}`,
    resourceData: { '@odata.type': '#Microsoft.Graph.Message', id: messageId },
    ...overrides,
  };
}

export function bodyOf(...items: readonly unknown[]): string {
  return JSON.stringify({ value: items });
}

function messageJob(account: AccountId, messageId: string, nowMs: number): NewJob {
  return {
    kind: 'ingest.message',
    lane: 'ingest',
    mailbox: account,
    dedupeKey: `sender:${messageId}`,
    payload: { messageId },
    payloadVersion: 1,
    title: 'Collect a message',
    priority: 50,
    runAtMs: nowMs,
    maxAttempts: 10,
    correlationId: null,
  };
}

const unreached = (): never => {
  throw new Error('the service is not asked here');
};
const absentService: SubscriptionService = {
  create: unreached,
  renew: unreached,
  remove: unreached,
  list: unreached,
};
