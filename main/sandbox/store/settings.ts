import type { Database } from 'better-sqlite3';

/** Small values of the tenant itself: switches, the last port, the random fault mode. */
export function readSetting(db: Database, name: string): unknown {
  const row = db.prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?').get(name);
  return row === undefined ? undefined : JSON.parse(row.value);
}

export function writeSetting(db: Database, name: string, value: unknown): void {
  db.prepare(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  ).run(name, JSON.stringify(value));
}

export function deleteSetting(db: Database, name: string): void {
  db.prepare('DELETE FROM setting WHERE name = ?').run(name);
}
