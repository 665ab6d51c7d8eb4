import type { Database } from 'better-sqlite3';
import type { CompiledFilter } from '../odata/compile-filter.ts';
import type { MessageRow } from './messages.ts';
import { messageColumns } from './messages.ts';

/** `changed`: it left this folder and lives on elsewhere. */
type ChangeKind = 'present' | 'changed' | 'deleted';

export interface FolderChange {
  readonly change: number;
  readonly kind: ChangeKind;
  readonly immutableId: string;
  readonly restId: string;
  readonly messageN: number;
}

/** Newest first; null before the first page. */
export interface Place {
  readonly receivedAtMs: number;
  readonly n: number;
}

/** The last change that may be told now: none after it belongs to a message that cannot be found yet. */
export function findHorizon(db: Database, folderId: string, nowMs: number): number {
  const row = db
    .prepare<[string, number, string], { hidden: number | null; last: number | null }>(
      `SELECT (SELECT min(c.change) FROM message m JOIN folder_change c ON c.folder_id = m.folder_id AND c.message_n = m.n
               WHERE m.folder_id = ? AND m.visible_at_ms > ?) AS hidden,
              (SELECT max(change) FROM folder_change WHERE folder_id = ?) AS last`,
    )
    .get(folderId, nowMs, folderId);
  const last = row?.last ?? 0;
  return row === undefined || row.hidden === null ? last : row.hidden - 1;
}

export function listPresent(
  db: Database,
  folderId: string,
  wanted: { after: Place | null; limit: number; nowMs: number; filter: CompiledFilter | null },
): MessageRow[] {
  const { after, limit, nowMs, filter } = wanted;
  const place = after === null ? '' : 'AND (m.received_at_ms, m.n) < (?, ?)';
  return db
    .prepare<(string | number)[], MessageRow>(
      `SELECT ${messageColumns} FROM message m
       WHERE m.folder_id = ? AND m.visible_at_ms <= ? ${place} AND (${filter?.sql ?? 'TRUE'})
       ORDER BY m.received_at_ms DESC, m.n DESC LIMIT ?`,
    )
    .all(
      folderId,
      nowMs,
      ...(after === null ? [] : [after.receivedAtMs, after.n]),
      ...(filter?.parameters ?? []),
      limit,
    );
}

/** Messages that a filter does not let through are passed over; what left the folder is always told. */
export function listFolderChanges(
  db: Database,
  folderId: string,
  wanted: { since: number; horizon: number; limit: number; filter: CompiledFilter | null },
): FolderChange[] {
  const { since, horizon, limit, filter } = wanted;
  const isWanted = filter === null ? '' : `AND (c.kind <> 'present' OR (${filter.sql}))`;
  return db
    .prepare<(string | number)[], FolderChange>(
      `SELECT c.change, c.kind, c.immutable_id AS immutableId, c.rest_id AS restId, c.message_n AS messageN
       FROM folder_change c LEFT JOIN message m ON m.n = c.message_n
       WHERE c.folder_id = ? AND c.change > ? AND c.change <= ? ${isWanted} ORDER BY c.change LIMIT ?`,
    )
    .all(folderId, since, horizon, ...(filter?.parameters ?? []), limit);
}

export function readGeneration(db: Database, folderId: string): number {
  const row = db
    .prepare<[string], { generation: number }>('SELECT generation FROM delta_generation WHERE folder_id = ?')
    .get(folderId);
  return row?.generation ?? 1;
}

/** Every token of the folder that was handed out until now is dead. */
export function expireDeltaTokens(db: Database, folderId: string): void {
  db.prepare(
    `INSERT INTO delta_generation (folder_id, generation) VALUES (?, 2)
     ON CONFLICT (folder_id) DO UPDATE SET generation = generation + 1`,
  ).run(folderId);
}
