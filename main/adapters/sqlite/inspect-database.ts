import type { ReadDb } from './connection.ts';
import { databaseFileBytes } from './count-standing.ts';

export interface DatabaseInspection {
  /** What SQLite's quick check found; empty when the database is whole. */
  readonly faults: readonly string[];
  readonly sqliteVersion: string;
  readonly sizeBytes: number;
  readonly walBytes: number;
  readonly freePages: number;
  readonly pageSizeBytes: number;
  readonly rows: Readonly<Record<string, number>>;
  /** Names of those that were applied, oldest first. */
  readonly migrations: readonly string[];
}

const MOST_FAULTS = 20;

/** Reads every table once, one after the other; `pause` lets others have their turn in between. */
export async function inspectDatabase({ connection }: ReadDb, pause: () => Promise<void>): Promise<DatabaseInspection> {
  const tables = connection
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@' ORDER BY name`,
    )
    .pluck()
    .all();
  const rows: Record<string, number> = {};
  const faults: string[] = [];
  for (const table of tables) {
    const quoted = `"${table.replaceAll('"', '""')}"`;
    rows[table] = connection.prepare<[], number>(`SELECT count(*) FROM ${quoted}`).pluck().get() ?? 0;
    await pause();
    faults.push(...faultsOf(connection.pragma(`quick_check(${quoted})`)));
    await pause();
  }
  const { database: sizeBytes, wal: walBytes } = databaseFileBytes({ connection, prepared: new Map() });
  return {
    faults: faults.slice(0, MOST_FAULTS),
    sqliteVersion: connection.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '',
    sizeBytes,
    walBytes,
    freePages: Number(connection.pragma('freelist_count', { simple: true })),
    pageSizeBytes: Number(connection.pragma('page_size', { simple: true })),
    rows,
    migrations: connection.prepare<[], string>('SELECT name FROM migration ORDER BY number').pluck().all(),
  };
}

function faultsOf(found: unknown): string[] {
  if (!Array.isArray(found)) return [];
  const words = found.map((row: unknown) =>
    typeof row === 'object' && row !== null ? String(Object.values(row)[0]) : '',
  );
  return words.filter((line) => line !== 'ok' && line !== '');
}
