import { randomBytes } from 'node:crypto';
import { clientStateGuard } from '../adapters/webhook/client-state-guard.ts';
import type { Webhook } from '../adapters/webhook/webhook-listener.ts';
import { type AcceptDeps, acceptNotifications } from '../core/ingest/accept-notifications.ts';
import {
  CLIENT_STATE_PURPOSE,
  keepSubscription,
  SUBSCRIBE_KIND,
  subscribeJob,
  subscribeKey,
  type SubscribePayload,
  subscribePayload,
} from '../core/ingest/keep-subscription.ts';
import { type JobKind, standardBackoffCapMs, standardLimits } from '../core/jobs/job-kinds.ts';
import type { Digest } from '../core/ports/digest.ts';
import type { IngestStore } from '../core/ports/ingest-store.ts';
import type { JobStore } from '../core/ports/job-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { NotificationStore } from '../core/ports/notification-store.ts';
import type { SecretBox } from '../core/ports/secret-box.ts';
import type { ServiceFault } from '../core/ports/reply.ts';
import type { SubscriptionService } from '../core/ports/subscription-service.ts';
import type { SubscriptionStore } from '../core/ports/subscription-store.ts';
import type { Clock, Random } from '../core/ports/time.ts';

export interface WebhookParts {
  readonly subscriptions: SubscriptionStore;
  readonly marks: NotificationStore;
  readonly service: SubscriptionService;
  readonly store: Pick<IngestStore, 'folder' | 'folders'>;
  readonly jobs: JobStore;
  readonly box: SecretBox;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly random: Random;
  readonly retryBaseMs: number;
  /** So many open jobs are enough; the service repeats what is refused then. */
  readonly maxOpenJobs: number;
  readonly noticeMessage: AcceptDeps['noticeMessage'];
  readonly lookNow: AcceptDeps['lookNow'];
  wakeWorker(): void;
  readonly log: Log;
}

export interface OpenWebhook extends Webhook {
  /** The service reaches this machine at `publicUrl` from now on, or no more. */
  listenAt(publicUrl: string | null): void;
  readonly kind: JobKind<SubscribePayload>;
  /** What the settings screen says. */
  status(): { readonly publicUrl: string | null; readonly problem: string | null };
  /** Until when the service tells of new mail in a folder; null when it does not. */
  notifiedUntilMs(payload: SubscribePayload): number | null;
  /** A folder is followed, or no longer. */
  followed(payload: SubscribePayload): void;
}

/** The notifications' side of the engine: who may tell us what, and what we ask the service for. */
export async function openWebhook(parts: WebhookParts): Promise<OpenWebhook> {
  const { subscriptions, store, jobs, clock } = parts;
  const guard = clientStateGuard();
  const demands = new Set<string>();
  let publicUrl: string | null = null;
  let problem: string | null = null;
  let pending = 0;

  for (const { id, sealedClientState } of subscriptions.list()) {
    // Sealed by another key: it cannot be checked any more, so it is asked for anew.
    const clientState = await parts.box.open(sealedClientState, CLIENT_STATE_PURPOSE).catch(() => null);
    if (clientState === null) subscriptions.remove(id);
    else guard.trust(id, clientState);
  }

  function ask(payload: SubscribePayload): void {
    const nowMs = clock.nowMs();
    jobs.enqueue(subscribeJob(payload, nowMs), nowMs);
    jobs.wake(subscribeKey(payload), nowMs);
  }

  const acceptDeps: AcceptDeps = {
    marks: parts.marks,
    subscriptions,
    digest: parts.digest,
    isGenuine: (id, clientState) => guard.isGenuine(id, clientState),
    isFull: () => jobs.count(['ready', 'leased', 'waiting']) >= parts.maxOpenJobs,
    noticeMessage: parts.noticeMessage,
    lookNow: parts.lookNow,
    demandAuthorization({ id, account, folderId }) {
      demands.add(id);
      ask({ account, folder: folderId });
    },
  };

  const kind: JobKind<SubscribePayload> = {
    ...standardLimits,
    kind: SUBSCRIBE_KIND,
    lane: 'upkeep',
    payload: subscribePayload,
    payloadVersion: 1,
    retry: { baseMs: parts.retryBaseMs, capMs: standardBackoffCapMs },
    run: (payload, run) =>
      keepSubscription(
        {
          ...parts,
          newClientState: () => randomBytes(32).toString('base64url'),
          addressFor: ({ account, folder }) =>
            publicUrl === null || store.folder(account, folder) === null ? null : addressesOf(publicUrl),
          async duringHandshake(work) {
            pending += 1;
            try {
              return await work;
            } finally {
              pending -= 1;
            }
          },
          takeDemand: (id) => demands.delete(id),
          trust: (id, clientState) => guard.trust(id, clientState),
          distrust: (id) => guard.distrust(id),
          lookNow: ({ account, folder }) => parts.lookNow(account, folder, clock.nowMs()),
          report: (fault) => {
            problem = fault === null ? null : wordsOf(fault);
          },
        },
        payload,
        run,
      ),
  };

  return {
    kind,
    validate: (token) => (pending > 0 && isPlain(token) ? token : null),
    receive(body) {
      try {
        const acceptance = acceptNotifications(acceptDeps, body, clock.nowMs());
        if (acceptance.kind === 'unreadable') return 400;
        if (acceptance.kind === 'full') return 503;
        if (acceptance.refused > 0) parts.log.warn('webhook.refused', { count: acceptance.refused });
        if (acceptance.fresh > 0) parts.wakeWorker();
        return 202;
      } catch (error) {
        parts.log.error('webhook.notStored', { error });
        return 503;
      }
    },
    listenAt(url) {
      publicUrl = url;
      problem = null;
      const folders = url === null ? [] : store.folders().map(({ account, folder }) => ({ account, folder }));
      const known = subscriptions.list().map(({ account, folderId }) => ({ account, folder: folderId }));
      for (const payload of [...folders, ...known]) ask(payload);
      parts.wakeWorker();
    },
    status: () => ({ publicUrl, problem }),
    notifiedUntilMs: ({ account, folder }) => subscriptions.find(account, folder)?.expiresAtMs ?? null,
    followed(payload) {
      if (publicUrl !== null || subscriptions.find(payload.account, payload.folder) !== null) ask(payload);
    },
  };
}

function addressesOf(publicUrl: string) {
  return { notificationUrl: `${publicUrl}/graph/notifications`, lifecycleUrl: `${publicUrl}/graph/lifecycle` };
}

/** The service's token is short and printable; anything else is somebody's attempt to have us speak for them. */
function isPlain(token: string): boolean {
  return token.length <= 4096 && /^[\x20-\x7e]+$/.test(token);
}

function wordsOf(fault: ServiceFault): string {
  switch (fault.kind) {
    case 'refused':
      return `Microsoft 365 did not accept this address (${String(fault.status)} ${fault.code}). New mail is still found every 5 minutes.`;
    case 'signInNeeded':
      return 'Sign in again to be told of new mail at once. Until then nothing is collected.';
    case 'paced':
    case 'neverSent':
    case 'lost':
      return 'Microsoft 365 could not be asked for notifications yet. New mail is still found every 5 minutes.';
  }
}
