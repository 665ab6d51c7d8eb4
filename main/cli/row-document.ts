import type { AttachmentRow, OutboxRow } from '../../contract/outbox.ts';
import { recipientDocuments } from './recipient-document.ts';

/** `send` with `--json`. The order and the names are what scripts were written against. */
export function sendDocument(row: OutboxRow) {
  return {
    id: row.id,
    key: row.key,
    state: row.state,
    reason: row.reason,
    draftId: row.draftId,
    sentId: row.sentId,
    correlationId: row.correlationId,
    attachments: row.attachments.map(fileDocument),
    error: row.error,
  };
}

function fileDocument({ name, sizeBytes, sha256, confirmedBytes, state, path }: AttachmentRow) {
  return { name, sizeBytes, sha256, confirmedBytes, state, path };
}

/** A row of `outbox list` with `--json`. */
export function outboxDocument(row: OutboxRow) {
  return {
    ...sendDocument(row),
    subject: row.subject,
    totalBytes: row.totalBytes,
    confirmedBytes: row.confirmedBytes,
    updatedAt: row.updatedAt,
    recipients: recipientDocuments(row),
    sendAt: row.sendAt,
    onServer: row.onServer,
  };
}
