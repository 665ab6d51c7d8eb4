import { z } from 'zod';
import { type FileId, fileId, fileKind, fileState, fileType } from '../../../contract/files.ts';
import { sha256 } from '../../../contract/ids.ts';
import type { ExportableFile } from '../../core/ports/file-exports.ts';
import type { ReadDb } from './connection.ts';
import { readRow } from './run-statement.ts';
import { sql } from './statement.ts';

const columns = z.object({
  id: z.int().transform((id) => fileId.parse(String(id))),
  name: z.string(),
  kind: fileKind,
  type: fileType,
  contentType: z.string(),
  state: fileState,
  sizeBytes: z.int().nullable(),
  sha256: sha256.nullable(),
  subject: z.string().nullable(),
  fromName: z.string().nullable(),
  fromAddress: z.string().nullable(),
  mailbox: z.string(),
  receivedAtMs: z.int(),
});

const selectFile = sql<{ id: number }, z.input<typeof columns>>(`
  SELECT file.id, file.name, file.kind, file.type, file.content_type AS contentType, file.state,
    file.size_bytes AS sizeBytes, file.sha256, file.received_at_ms AS receivedAtMs, message.subject,
    message.from_name AS fromName, message.from_address AS fromAddress,
    coalesce(account.address, file.account) AS mailbox
  FROM file JOIN message ON message.id = file.message LEFT JOIN account ON account.id = file.account
  WHERE file.id = :id`);

/** What saving a file needs to know of it; null for an id that there is not. */
export function findExportableFile(db: ReadDb, id: FileId): ExportableFile | null {
  const row = readRow(db, selectFile, { id: Number(id) });
  if (row === null) return null;
  const { subject, fromAddress, receivedAtMs, ...file } = columns.parse(row);
  return {
    ...file,
    subject: subject ?? '',
    from: fromAddress ?? '',
    receivedAt: new Date(receivedAtMs).toISOString(),
  };
}
