import type { Database } from 'better-sqlite3';

export interface Subscription {
  readonly id: string;
  readonly creatorId: string;
  /** Whose mailbox is watched, and which folder of it; null for all of it. */
  readonly userId: string;
  readonly folderId: string | null;
  readonly resource: string;
  /** `created,updated,deleted` or a part of it. */
  readonly changeTypes: string;
  readonly notificationUrl: string;
  readonly lifecycleUrl: string | null;
  readonly clientState: string | null;
  readonly immutableIds: 0 | 1;
  readonly expiresAtMs: number;
  /** From then on nothing but lifecycle events is sent, until it is authorized again. */
  readonly suspendedFromMs: number | null;
}

const columns = `s.id, s.creator_id AS creatorId, s.user_id AS userId, s.folder_id AS folderId, s.resource,
  s.change_types AS changeTypes, s.notification_url AS notificationUrl, s.lifecycle_url AS lifecycleUrl,
  s.client_state AS clientState, s.immutable_ids AS immutableIds, s.expires_at_ms AS expiresAtMs,
  s.suspended_from_ms AS suspendedFromMs`;

export function insertSubscription(db: Database, subscription: Subscription): void {
  db.prepare(
    `INSERT INTO subscription (id, creator_id, user_id, folder_id, resource, change_types, notification_url, lifecycle_url,
       client_state, immutable_ids, expires_at_ms, suspended_from_ms)
     VALUES (@id, @creatorId, @userId, @folderId, @resource, @changeTypes, @notificationUrl, @lifecycleUrl,
       @clientState, @immutableIds, @expiresAtMs, @suspendedFromMs)`,
  ).run(subscription);
}

/** Those that are alive, of everybody or of one creator. */
export function listSubscriptions(db: Database, nowMs: number, creatorId: string | null = null): Subscription[] {
  return db
    .prepare<[number, string | null, string | null], Subscription>(
      `SELECT ${columns} FROM subscription s
       WHERE s.is_removed = 0 AND s.expires_at_ms > ? AND (? IS NULL OR s.creator_id = ?) ORDER BY s.rowid`,
    )
    .all(nowMs, creatorId, creatorId);
}

/** Renewing it authorizes it too. */
export function renewSubscription(db: Database, id: string, expiresAtMs: number): void {
  db.prepare('UPDATE subscription SET expires_at_ms = ?, suspended_from_ms = NULL WHERE id = ?').run(expiresAtMs, id);
}

export function suspendSubscription(db: Database, id: string, fromMs: number | null): void {
  db.prepare('UPDATE subscription SET suspended_from_ms = ? WHERE id = ?').run(fromMs, id);
}

/** With all that was still to be sent. */
export function deleteSubscription(db: Database, id: string): void {
  db.prepare('DELETE FROM subscription WHERE id = ?').run(id);
}

/** Gone for its creator; what is still to be said about it can be sent. */
export function markRemoved(db: Database, id: string): void {
  db.prepare('UPDATE subscription SET is_removed = 1 WHERE id = ?').run(id);
  db.prepare(`DELETE FROM notification WHERE subscription_id = ? AND kind IN ('created', 'updated', 'deleted')`).run(
    id,
  );
}

export function deleteExpiredSubscriptions(db: Database, nowMs: number): void {
  db.prepare('DELETE FROM subscription WHERE expires_at_ms <= ?').run(nowMs);
  db.prepare(
    `DELETE FROM subscription
     WHERE is_removed = 1 AND NOT EXISTS (SELECT 1 FROM notification n WHERE n.subscription_id = subscription.id)`,
  ).run();
}

export function hasSubscriptions(db: Database): boolean {
  return db.prepare('SELECT 1 FROM subscription LIMIT 1').get() !== undefined;
}
