import type { Database } from 'better-sqlite3';
import { hashOf } from './identity-context.ts';

export interface CodeRow {
  readonly userId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly scopes: string;
  /** The `claims` parameter as it came, JSON. */
  readonly claims: string | null;
  readonly nonce: string | null;
  readonly expiresAtMs: number;
  readonly redeemedAtMs: number | null;
}

export interface RefreshRow {
  readonly userId: string;
  readonly clientId: string;
  readonly scopes: string;
  readonly expiresAtMs: number;
  readonly revoked: number;
}

export interface AccessRow {
  readonly userId: string;
  readonly scopes: string;
  readonly claims: string | null;
  readonly expiresAtMs: number;
  readonly revoked: number;
}

export interface Person {
  readonly consented: number;
  /** Space-separated, null when nothing is held back. */
  readonly allowedScopes: string | null;
  readonly demandedClaims: string | null;
  readonly demandInPerson: number;
}

export function insertCode(db: Database, code: string, row: Omit<CodeRow, 'redeemedAtMs'>): void {
  db.prepare(
    `INSERT INTO identity_code (hash, user_id, client_id, redirect_uri, challenge, scopes, claims, nonce, expires_at_ms)
     VALUES (@hash, @userId, @clientId, @redirectUri, @challenge, @scopes, @claims, @nonce, @expiresAtMs)`,
  ).run({ ...row, hash: hashOf(code) });
}

export function findCode(db: Database, code: string): CodeRow | undefined {
  return db
    .prepare<[string], CodeRow>(
      `SELECT user_id AS userId, client_id AS clientId, redirect_uri AS redirectUri, challenge, scopes, claims, nonce,
              expires_at_ms AS expiresAtMs, redeemed_at_ms AS redeemedAtMs FROM identity_code WHERE hash = ?`,
    )
    .get(hashOf(code));
}

/** False when somebody redeemed it before. */
export function redeemCode(db: Database, code: string, nowMs: number): boolean {
  return (
    db
      .prepare('UPDATE identity_code SET redeemed_at_ms = ? WHERE hash = ? AND redeemed_at_ms IS NULL')
      .run(nowMs, hashOf(code)).changes === 1
  );
}

export function insertRefresh(db: Database, token: string, row: Omit<RefreshRow, 'revoked'>): void {
  db.prepare(
    `INSERT INTO identity_refresh (hash, user_id, client_id, scopes, expires_at_ms)
     VALUES (@hash, @userId, @clientId, @scopes, @expiresAtMs)`,
  ).run({ ...row, hash: hashOf(token) });
}

export function findRefresh(db: Database, token: string): RefreshRow | undefined {
  return db
    .prepare<[string], RefreshRow>(
      `SELECT user_id AS userId, client_id AS clientId, scopes, expires_at_ms AS expiresAtMs, revoked
       FROM identity_refresh WHERE hash = ?`,
    )
    .get(hashOf(token));
}

/** Also forgets access tokens that ended a day ago, so that a long rehearsal does not grow the table. */
export function insertAccess(db: Database, token: string, row: Omit<AccessRow, 'revoked'>, nowMs: number): void {
  db.prepare('DELETE FROM identity_access WHERE expires_at_ms < ?').run(nowMs - 86_400_000);
  db.prepare(
    `INSERT INTO identity_access (hash, user_id, scopes, claims, expires_at_ms)
     VALUES (@hash, @userId, @scopes, @claims, @expiresAtMs)`,
  ).run({ ...row, hash: hashOf(token) });
}

export function findAccess(db: Database, token: string): AccessRow | undefined {
  return db
    .prepare<[string], AccessRow>(
      `SELECT user_id AS userId, scopes, claims, expires_at_ms AS expiresAtMs, revoked
       FROM identity_access WHERE hash = ?`,
    )
    .get(hashOf(token));
}

export function revokeTokens(db: Database, userId: string, kinds: { access: boolean; refresh: boolean }): void {
  if (kinds.refresh) db.prepare('UPDATE identity_refresh SET revoked = 1 WHERE user_id = ?').run(userId);
  if (kinds.access) db.prepare('UPDATE identity_access SET revoked = 1 WHERE user_id = ?').run(userId);
}

export function readPerson(db: Database, userId: string): Person {
  const row = db
    .prepare<[string], Person>(
      `SELECT consented, allowed_scopes AS allowedScopes, demanded_claims AS demandedClaims,
              demand_in_person AS demandInPerson FROM identity_person WHERE user_id = ?`,
    )
    .get(userId);
  return row ?? { consented: 1, allowedScopes: null, demandedClaims: null, demandInPerson: 0 };
}

export function writePerson(db: Database, userId: string, change: Partial<Person>): void {
  db.prepare(
    `INSERT OR REPLACE INTO identity_person (user_id, consented, allowed_scopes, demanded_claims, demand_in_person)
     VALUES (@userId, @consented, @allowedScopes, @demandedClaims, @demandInPerson)`,
  ).run({ ...readPerson(db, userId), ...change, userId });
}

export function isBlocked(db: Database, userId: string): boolean {
  return db.prepare('SELECT 1 FROM identity_block WHERE user_id = ?').get(userId) !== undefined;
}

export function setBlocked(db: Database, userId: string, isNow: boolean): void {
  const change = isNow
    ? 'INSERT OR IGNORE INTO identity_block (user_id) VALUES (?)'
    : 'DELETE FROM identity_block WHERE user_id = ?';
  db.prepare(change).run(userId);
}

export type IdentitySetting = 'accessTokenLifetimeS' | 'deviceCodeLifetimeS' | 'deviceCodeIntervalS';

const defaultSettings: Record<IdentitySetting, number> = {
  accessTokenLifetimeS: 4_000,
  deviceCodeLifetimeS: 900,
  deviceCodeIntervalS: 5,
};

export function readSetting(db: Database, name: IdentitySetting): number {
  const row = db.prepare<[string], { value: number }>('SELECT value FROM identity_setting WHERE name = ?').get(name);
  return row?.value ?? defaultSettings[name];
}

export function writeSetting(db: Database, name: IdentitySetting, value: number): void {
  db.prepare('INSERT OR REPLACE INTO identity_setting (name, value) VALUES (?, ?)').run(name, value);
}
