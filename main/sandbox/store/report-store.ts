import type { Database } from 'better-sqlite3';

/** Messages whose MIME is kept as it came, because its parts cannot be made of what the API shows. */
export const reportSchema = `
CREATE TABLE IF NOT EXISTS message_mime (message_n INTEGER PRIMARY KEY REFERENCES message ON DELETE CASCADE, mime TEXT NOT NULL) STRICT;
`;

export function insertMime(db: Database, messageN: number, mime: string): void {
  db.prepare('INSERT INTO message_mime (message_n, mime) VALUES (?, ?)').run(messageN, mime);
}

export function findMime(db: Database, messageN: number): string | null {
  const row = db.prepare<[number], { mime: string }>('SELECT mime FROM message_mime WHERE message_n = ?').get(messageN);
  return row?.mime ?? null;
}
