import type { FileId } from '../../../../contract/files.ts';
import { findContentIds, isShownBy } from '../../../core/ingest/find-content-ids.ts';
import type { FileBody } from '../../../core/ports/file-index.ts';
import type { ReadDb } from '../connection.ts';
import { readRow, readRows } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { readFiles } from './read-files.ts';

interface ById {
  readonly id: number;
}

const selectBody = sql<ById, { contentType: 'text' | 'html' | null; content: string | null }>(`
  SELECT b.content_type AS contentType, b.content
  FROM file AS f LEFT JOIN message_body AS b ON b.message = f.message WHERE f.id = :id`);
const selectSiblings = sql<ById, ById & { contentId: string | null }>(`
  SELECT id, content_id AS contentId FROM file
  WHERE message = (SELECT message FROM file WHERE id = :id) ORDER BY id`);

/** The text of a file's message and all of its files; null where there is no such file. */
export function readFileBody(db: ReadDb, id: FileId): FileBody | null {
  const body = readRow(db, selectBody, { id: Number(id) });
  if (body === null) return null;
  const content = body.content ?? '';
  const shown = findContentIds(content);
  const files = readRows(db, selectSiblings, { id: Number(id) });
  return {
    contentType: body.contentType,
    content,
    files: readFiles(
      db,
      files.map((file) => file.id),
    ),
    pictures: files.flatMap((file) =>
      file.contentId !== null && isShownBy(shown, file.contentId)
        ? [{ contentId: file.contentId.replaceAll(/^\s*<|>\s*$/g, ''), file: String(file.id) as FileId }]
        : [],
    ),
  };
}
