import { type FilePage, fileId, type FileRow } from '../../../contract/files.ts';
import { accountId, sha256 } from '../../../contract/ids.ts';

const account = accountId.parse('sandbox:sender');
const hash = sha256.parse('a'.repeat(64));

/** A collected file with the facts that a test is about; the rest is plain. */
export function fileRowOf(n: number, facts: Partial<FileRow> = {}): FileRow {
  return {
    id: fileId.parse(String(n + 1)),
    name: `plan-${n}.pdf`,
    kind: 'file',
    type: 'pdf',
    contentType: 'application/pdf',
    sizeBytes: 1000,
    sha256: hash,
    state: 'stored',
    storedIn: 'disk',
    isInline: false,
    hasCopies: false,
    mailbox: 'sender@sandbox.example',
    account,
    messageId: `message-${n}`,
    subject: 'Plans',
    from: 'finance@sandbox.example',
    fromName: 'Sandbox Finance',
    receivedAt: '2026-11-21T09:00:00.000Z',
    error: null,
    ...facts,
  };
}

/** A page of a list of rows, as the engine gives it for a position. */
export function pageOfRows(rows: readonly FileRow[], position: number, limit: number): FilePage {
  const start = Math.min(position, rows.length);
  return {
    rows: rows.slice(start, start + limit),
    position: start,
    next: start + limit < rows.length ? 'more' : null,
    total: { count: rows.length, isExact: true },
    terms: [],
  };
}
