import { draw, drawSpread } from '../http/draw-chance.ts';
import { settle } from '../mail/settle.ts';
import type { Tenant } from '../tenant.ts';
import { tenantId } from '../users.ts';
import type { Notification } from './notification-store.ts';
import * as store from './notification-store.ts';
import { renderNotification } from './render-notification.ts';
import { deleteExpiredSubscriptions, hasSubscriptions } from './subscription-store.ts';
import type { EndpointState, Endpoints } from './track-endpoints.ts';
import { trackEndpoints } from './track-endpoints.ts';

const lookEveryMs = 50;
const postsAtOnce = 4;
const slowDelayMs = 600_000;
const longestRetryDelayMs = 600_000;

export interface NotificationSender {
  /** Breaks off what is under way; it will be sent again. */
  stop(): Promise<void>;
}

/** Tells subscribers in the background, several changes in a request, until they have said that they got it. */
export function startSender(tenant: Tenant): NotificationSender {
  const endpoints = trackEndpoints();
  const ended = new AbortController();
  const underWay = new Set<number>();
  const posts = new Map<Promise<void>, string>();

  function look(): void {
    if (ended.signal.aborted || !hasSubscriptions(tenant.db)) return;
    settle(tenant);
    tenant.db.transaction(() => {
      deleteExpiredSubscriptions(tenant.db, tenant.nowMs());
      scheduleFresh(tenant, endpoints);
    })();
    const { notificationBatch } = tenant.switches();
    const limit = underWay.size + notificationBatch * postsAtOnce * 4;
    const due = store.listDueNotifications(tenant.db, tenant.nowMs(), limit).filter(({ n }) => !underWay.has(n));
    for (const [url, waiting] of Map.groupBy(due, (notification) => notification.url)) {
      const running = [...posts.values()].filter((other) => other === url).length;
      for (let at = 0; at < (postsAtOnce - running) * notificationBatch && at < waiting.length; at += notificationBatch)
        begin(url, waiting.slice(at, at + notificationBatch));
    }
  }

  function begin(url: string, batch: readonly Notification[]): void {
    for (const { n } of batch) underWay.add(n);
    const post = send(url, batch).finally(() => {
      for (const { n } of batch) underWay.delete(n);
      posts.delete(post);
      look();
    });
    posts.set(post, url);
  }

  async function send(url: string, batch: readonly Notification[]): Promise<void> {
    const { notificationTimeoutMs, notificationRetryTimeoutMs } = tenant.switches();
    const isFirst = batch.every(({ attempts }) => attempts === 0);
    const startedAt = performance.now();
    const isTaken = await tell(url, batch, isFirst ? notificationTimeoutMs : notificationRetryTimeoutMs, ended.signal);
    if (ended.signal.aborted) return;
    endpoints.record(url, { atMs: tenant.nowMs(), durationMs: performance.now() - startedAt });
    tenant.db.transaction(() => {
      for (const notification of batch) finish(tenant, notification, isTaken);
    })();
  }

  const timer = setInterval(look, lookEveryMs);
  return {
    async stop() {
      clearInterval(timer);
      ended.abort();
      await Promise.allSettled(posts.keys());
    },
  };
}

async function tell(
  url: string,
  batch: readonly Notification[],
  timeoutMs: number,
  ended: AbortSignal,
): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ value: batch.map((notification) => renderNotification(notification, tenantId)) }),
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ended]),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

/** Decides once for each change whether, when and how often it is told. Lifecycle events always are. */
function scheduleFresh(tenant: Tenant, endpoints: Endpoints): void {
  const { db } = tenant;
  const switches = tenant.switches();
  const nowMs = tenant.nowMs();
  const states = new Map<string, EndpointState>();
  for (const { n, url, subscriptionId } of store.listFreshNotifications(db)) {
    const state = states.get(url) ?? endpoints.stateOf(url, nowMs);
    states.set(url, state);
    if (state === 'drop' || draw(tenant, switches.notificationDropRate)) {
      store.deleteNotification(db, n);
      store.countNotification(db, 'dropped');
      if (state === 'drop') store.queueLifecycleEvent(db, subscriptionId, 'missed');
      continue;
    }
    const isForged = draw(tenant, switches.notificationWrongStateRate);
    if (isForged) store.countNotification(db, 'forged');
    const earliestMs = nowMs + switches.notificationDelayMs + (state === 'slow' ? slowDelayMs : 0);
    const pickTimeMs = (): number => earliestMs + Math.floor(drawSpread(tenant, switches.notificationSpreadMs));
    store.scheduleNotification(db, n, pickTimeMs(), isForged);
    for (let copy = 1; copy < switches.notificationCopies; copy += 1) store.copyNotification(db, n, pickTimeMs());
  }
}

function finish(tenant: Tenant, notification: Notification, isTaken: boolean): void {
  const { db } = tenant;
  const { n, attempts, firstAtMs, subscriptionId, kind } = notification;
  if (isTaken) {
    store.deleteNotification(db, n);
    store.countNotification(db, 'sent');
    return;
  }
  store.countNotification(db, 'failedAttempts');
  const { notificationRetryMs, notificationGiveUpMs } = tenant.switches();
  const nowMs = tenant.nowMs();
  if (nowMs - (firstAtMs ?? nowMs) < notificationGiveUpMs) {
    const delayMs = Math.min(longestRetryDelayMs, notificationRetryMs * 2 ** attempts);
    store.retryNotification(db, n, nowMs + delayMs, nowMs);
    return;
  }
  store.deleteNotification(db, n);
  store.countNotification(db, 'abandoned');
  if (!store.isLifecycle(kind)) store.queueLifecycleEvent(db, subscriptionId, 'missed');
}
