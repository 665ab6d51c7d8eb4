import type { Database } from 'better-sqlite3';

export const lifecycleEvents = ['reauthorizationRequired', 'subscriptionRemoved', 'missed'] as const;
export type LifecycleEvent = (typeof lifecycleEvents)[number];
type Kind = 'created' | 'updated' | 'deleted' | LifecycleEvent;

/** One thing to be said, with what its subscription says about where and how. */
export interface Notification {
  readonly n: number;
  readonly subscriptionId: string;
  readonly kind: Kind;
  readonly immutableId: string;
  readonly restId: string;
  readonly changeKey: string;
  readonly firstAtMs: number | null;
  readonly attempts: number;
  /** It goes out with a client state that is not the subscription's. */
  readonly isForged: 0 | 1;
  readonly userId: string;
  readonly url: string;
  readonly clientState: string | null;
  readonly immutableIds: 0 | 1;
  readonly expiresAtMs: number;
}

const changes = `('created', 'updated', 'deleted')`;
const select = `SELECT n.n, n.subscription_id AS subscriptionId, n.kind, n.immutable_id AS immutableId, n.rest_id AS restId,
    n.change_key AS changeKey, n.first_at_ms AS firstAtMs, n.attempts, n.is_forged AS isForged, s.user_id AS userId,
    CASE WHEN n.kind IN ${changes} THEN s.notification_url ELSE s.lifecycle_url END AS url,
    s.client_state AS clientState, s.immutable_ids AS immutableIds, s.expires_at_ms AS expiresAtMs
  FROM notification n JOIN subscription s ON s.id = n.subscription_id`;

export function isLifecycle(kind: Kind): kind is LifecycleEvent {
  return lifecycleEvents.some((event) => event === kind);
}

export function listFreshNotifications(db: Database): Notification[] {
  return db.prepare<[], Notification>(`${select} WHERE n.due_at_ms IS NULL ORDER BY n.n LIMIT 2000`).all();
}

/** What may go out now, those under way included. Changes of a suspended subscription wait. */
export function listDueNotifications(db: Database, nowMs: number, limit: number): Notification[] {
  return db
    .prepare<[number, number, number], Notification>(
      `${select} WHERE n.due_at_ms <= ?
         AND (s.suspended_from_ms IS NULL OR s.suspended_from_ms > ? OR n.kind NOT IN ${changes})
       ORDER BY n.due_at_ms, n.n LIMIT ?`,
    )
    .all(nowMs, nowMs, limit);
}

export function scheduleNotification(db: Database, n: number, dueAtMs: number, isForged: boolean): void {
  db.prepare('UPDATE notification SET due_at_ms = ?, is_forged = ? WHERE n = ?').run(dueAtMs, Number(isForged), n);
}

export function copyNotification(db: Database, n: number, dueAtMs: number): void {
  db.prepare(
    `INSERT INTO notification (subscription_id, kind, immutable_id, rest_id, change_key, due_at_ms, is_forged)
     SELECT subscription_id, kind, immutable_id, rest_id, change_key, ?, is_forged FROM notification WHERE n = ?`,
  ).run(dueAtMs, n);
}

export function retryNotification(db: Database, n: number, dueAtMs: number, firstAtMs: number): void {
  db.prepare(
    `UPDATE notification SET attempts = attempts + 1, due_at_ms = ?, first_at_ms = coalesce(first_at_ms, ?) WHERE n = ?`,
  ).run(dueAtMs, firstAtMs, n);
}

export function deleteNotification(db: Database, n: number): void {
  db.prepare('DELETE FROM notification WHERE n = ?').run(n);
}

/** Does nothing without a lifecycle address, or while the same event is still to be sent. */
export function queueLifecycleEvent(db: Database, subscriptionId: string, event: LifecycleEvent): void {
  db.prepare(
    `INSERT INTO notification (subscription_id, kind, due_at_ms)
     SELECT id, @event, 0 FROM subscription WHERE id = @subscriptionId AND lifecycle_url IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM notification WHERE subscription_id = @subscriptionId AND kind = @event)`,
  ).run({ subscriptionId, event });
}

type Counted = 'sent' | 'failedAttempts' | 'dropped' | 'abandoned' | 'forged';

export function countNotification(db: Database, what: Counted): void {
  db.prepare(
    'INSERT INTO notification_count (what, times) VALUES (?, 1) ON CONFLICT (what) DO UPDATE SET times = times + 1',
  ).run(what);
}

/** `pending` are all that are still to be told, `fresh` those of them whose time is not decided yet. */
export function readNotificationCounts(db: Database): Record<Counted | 'pending' | 'fresh', number> {
  const rows = db.prepare<[], { what: Counted; times: number }>('SELECT what, times FROM notification_count').all();
  const open = db
    .prepare<[], { pending: number; fresh: number }>(
      'SELECT count(*) AS pending, count(*) - count(due_at_ms) AS fresh FROM notification',
    )
    .get();
  const none = { sent: 0, failedAttempts: 0, dropped: 0, abandoned: 0, forged: 0 };
  const counted = Object.fromEntries(rows.map(({ what, times }) => [what, times]));
  return { ...none, ...counted, pending: open?.pending ?? 0, fresh: open?.fresh ?? 0 };
}
