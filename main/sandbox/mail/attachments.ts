import { GraphError, itemNotFound } from '../http/graph-error.ts';
import type { Reply } from '../http/reply.ts';
import { noContent } from '../http/reply.ts';
import { readJson } from '../odata/read-json.ts';
import { readSelect } from '../odata/read-query.ts';
import type { AttachmentRow } from '../store/attachments.ts';
import { deleteAttachment, findAttachment, listAttachments } from '../store/attachments.ts';
import { blobPath, dropUnusedBlobs } from '../store/blobs.ts';
import { touchMessage } from '../store/messages.ts';
import { addAttachment } from './add-attachment.ts';
import { requireChangeable, requireMessage } from './find-message.ts';
import { renderAttachment } from './render-attachment.ts';
import type { MailRequest } from './request.ts';

export function createAttachment(request: MailRequest): Reply {
  const { tenant, user } = request;
  const message = requireChangeable(request);
  const id = addAttachment(tenant, user, message.n, readJson(request.body));
  const row = findAttachment(tenant.db, message.n, id);
  if (row === undefined) throw itemNotFound();
  return { status: 201, json: renderAttachment(tenant, row, null) };
}

export function listMessageAttachments(request: MailRequest): Reply {
  const select = readSelect(request.query.get('$select'), 'attachment');
  const rows = listAttachments(request.tenant.db, requireMessage(request).n);
  return { status: 200, json: { value: rows.map((row) => renderAttachment(request.tenant, row, select)) } };
}

export function getAttachment(request: MailRequest): Reply {
  const select = readSelect(request.query.get('$select'), 'attachment');
  return { status: 200, json: renderAttachment(request.tenant, requireAttachment(request), select) };
}

/** The bytes themselves; a reference has none. */
export function getAttachmentBytes(request: MailRequest): Reply {
  const row = requireAttachment(request);
  if (row.kind === 'reference')
    throw new GraphError(405, 'ErrorInvalidRequest', 'The content of a reference attachment cannot be read.');
  const file = {
    path: blobPath(request.tenant, row.blobId),
    sizeBytes: row.sizeBytes,
    contentType: row.contentType ?? 'application/octet-stream',
  };
  return { status: 200, file };
}

export function removeAttachment(request: MailRequest): Reply {
  const { tenant } = request;
  const message = requireChangeable(request);
  const row = requireAttachment(request);
  deleteAttachment(tenant.db, row.id);
  touchMessage(tenant.db, message.n, tenant.nowMs());
  dropUnusedBlobs(tenant, [row.blobId]);
  return noContent;
}

function requireAttachment(request: MailRequest): AttachmentRow {
  const row = findAttachment(request.tenant.db, requireMessage(request).n, request.parameters['attachment'] ?? '');
  if (row === undefined) throw itemNotFound();
  return row;
}
