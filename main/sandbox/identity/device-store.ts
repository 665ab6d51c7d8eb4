import type { Database } from 'better-sqlite3';
import { hashOf } from './identity-context.ts';

export interface DeviceRow {
  readonly hash: string;
  readonly userCode: string;
  readonly clientId: string;
  readonly scopes: string;
  readonly claims: string | null;
  readonly state: 'pending' | 'approved' | 'declined' | 'redeemed';
  readonly userId: string | null;
  readonly expiresAtMs: number;
  readonly intervalS: number;
  readonly polledAtMs: number | null;
}

const columns = `hash, user_code AS userCode, client_id AS clientId, scopes, claims, state, user_id AS userId,
  expires_at_ms AS expiresAtMs, interval_s AS intervalS, polled_at_ms AS polledAtMs`;

export function insertDevice(
  db: Database,
  deviceCode: string,
  row: Pick<DeviceRow, 'userCode' | 'clientId' | 'scopes' | 'claims' | 'expiresAtMs' | 'intervalS'>,
): void {
  db.prepare(
    `INSERT INTO identity_device (hash, user_code, client_id, scopes, claims, state, expires_at_ms, interval_s)
     VALUES (@hash, @userCode, @clientId, @scopes, @claims, 'pending', @expiresAtMs, @intervalS)`,
  ).run({ ...row, hash: hashOf(deviceCode) });
}

export function findDevice(db: Database, deviceCode: string): DeviceRow | undefined {
  return db
    .prepare<[string], DeviceRow>(`SELECT ${columns} FROM identity_device WHERE hash = ?`)
    .get(hashOf(deviceCode));
}

/** Only a code that still waits for its person. */
export function findPendingDevice(db: Database, userCode: string, nowMs: number): DeviceRow | undefined {
  return db
    .prepare<[string, number], DeviceRow>(
      `SELECT ${columns} FROM identity_device WHERE user_code = ? AND state = 'pending' AND expires_at_ms > ?`,
    )
    .get(userCode, nowMs);
}

export function decideDevice(db: Database, hash: string, state: DeviceRow['state'], userId: string | null): void {
  db.prepare('UPDATE identity_device SET state = ?, user_id = ? WHERE hash = ?').run(state, userId, hash);
}

export function recordPoll(db: Database, hash: string, nowMs: number, intervalS: number): void {
  db.prepare('UPDATE identity_device SET polled_at_ms = ?, interval_s = ? WHERE hash = ?').run(nowMs, intervalS, hash);
}
