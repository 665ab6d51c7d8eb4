import type { FileId, FileKind, FileRow, FileState, FileType } from '../../../../contract/files.ts';
import type { AccountId, Sha256 } from '../../../../contract/ids.ts';
import type { ReadDb } from '../connection.ts';
import { readError } from '../ingest/read-error.ts';
import { readRows } from '../run-statement.ts';
import { sql } from '../statement.ts';

interface FileColumns {
  readonly id: number;
  readonly name: string;
  readonly kind: FileKind;
  readonly type: FileType;
  readonly contentType: string;
  readonly sizeBytes: number | null;
  readonly sha256: Sha256 | null;
  readonly state: FileState;
  readonly isInline: number;
  readonly hasCopies: number;
  readonly mailbox: string;
  readonly account: AccountId;
  readonly messageId: string;
  readonly subject: string;
  readonly from: string;
  readonly fromName: string | null;
  readonly receivedAtMs: number;
  readonly error: string | null;
}

/** A mailbox that was signed out has no address any more, and its files stay. */
const selectFiles = sql<{ ids: string }, FileColumns>(`
  SELECT f.id, f.name, f.kind, f.type, f.content_type AS contentType, f.size_bytes AS sizeBytes, f.sha256, f.state,
    f.is_inline AS isInline, f.has_copies AS hasCopies, coalesce(a.address, f.account) AS mailbox, f.account,
    m.message_id AS messageId, coalesce(m.subject, '') AS subject, coalesce(m.from_address, '') AS "from",
    m.from_name AS fromName, f.received_at_ms AS receivedAtMs, f.error
  FROM json_each(:ids) AS wanted
  CROSS JOIN file AS f ON f.id = wanted.value
  JOIN message AS m ON m.id = f.message
  LEFT JOIN account AS a ON a.id = f.account
  ORDER BY wanted.key`);

/** In the order of the ids; there is no row for an id that is none. */
export function readFiles(db: ReadDb, ids: readonly number[]): readonly FileRow[] {
  return readRows(db, selectFiles, { ids: JSON.stringify(ids) }).map(toRow);
}

function toRow({ isInline, hasCopies, receivedAtMs, ...row }: FileColumns): FileRow {
  return {
    ...row,
    id: String(row.id) as FileId,
    storedIn: row.state === 'stored' ? 'disk' : null,
    isInline: isInline === 1,
    hasCopies: hasCopies === 1,
    receivedAt: new Date(receivedAtMs).toISOString(),
    error: readError(row.error),
  };
}
