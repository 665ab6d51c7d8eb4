import type BetterSqlite3 from 'better-sqlite3';

/** A message with one file as it stood in the tables of versions 6 and 7; returns the file's digest. */
export function insertQueuedMessage(db: BetterSqlite3.Database): string {
  const digest = 'a'.repeat(64);
  db.prepare('INSERT INTO blob (sha256, size_bytes, created_at_ms) VALUES (?, 5, 7)').run(digest);
  db.prepare(
    `INSERT INTO outbox (id, account, key, content_digest, content, path, step, correlation_id, created_at_ms, updated_at_ms)
     VALUES ('m1', 't:1', 'k1', 'd', '{}', 'draft', 'sealed', 'c', 0, 0)`,
  ).run();
  db.prepare(
    `INSERT INTO outbox_attachment (outbox_id, position, name, content_type, size_bytes, sha256, mode)
     VALUES ('m1', 0, 'f', 't', 5, ?, 'small')`,
  ).run(digest);
  return digest;
}
