import type { Database } from 'better-sqlite3';

/** The tenant's administrator has consented for everybody to all but this: other people's mailboxes. */
const needsConsent = /\.shared$/;

/** A person said yes to these permissions. */
export function addConsent(db: Database, userId: string, scopes: string): void {
  const insert = db.prepare('INSERT OR IGNORE INTO identity_consent (user_id, scope) VALUES (?, ?)');
  for (const scope of namesIn(scopes)) insert.run(userId, scope);
}

export function clearConsent(db: Database, userId: string): void {
  db.prepare('DELETE FROM identity_consent WHERE user_id = ?').run(userId);
}

/** Whether the person, or the administrator for everybody, said yes to all of them. */
export function hasConsented(db: Database, userId: string, scopes: string): boolean {
  const rows = db.prepare<[string], { scope: string }>('SELECT scope FROM identity_consent WHERE user_id = ?');
  const given = rows.all(userId).map(({ scope }) => scope);
  return namesIn(scopes).every((scope) => given.includes(scope));
}

function namesIn(scopes: string): string[] {
  return scopes
    .split(/\s+/)
    .map((scope) => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase())
    .filter((scope) => needsConsent.test(scope));
}
