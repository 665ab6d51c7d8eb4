import { randomUUID } from 'node:crypto';
import { GraphError, itemNotFound } from '../http/graph-error.ts';
import type { Reply } from '../http/reply.ts';
import { noContent } from '../http/reply.ts';
import { readJson } from '../odata/read-json.ts';
import { readSelect, readTop } from '../odata/read-query.ts';
import type { AttachmentRow } from '../store/attachments.ts';
import { deleteAttachment, findAttachment, listAttachments } from '../store/attachments.ts';
import { dropUnusedBlobs, openBlob, readBlobBytes } from '../store/blobs.ts';
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

/** All on one page, unless a page size is asked for or switched on. */
export function listMessageAttachments(request: MailRequest): Reply {
  const { tenant, query, prefer } = request;
  const select = readSelect(query.get('$select'), 'attachment');
  const rows = listAttachments(tenant.db, requireMessage(request).n);
  const asked = query.get('$top');
  const size = asked === null ? prefer.pageSize || tenant.switches().attachmentPageSize || rows.length : readTop(asked);
  const skip = Number.parseInt(query.get('$skip') ?? '0', 10) || 0;
  const next = new URLSearchParams(query);
  next.set('$skip', String(skip + size));
  const more = rows.length > skip + size;
  return {
    status: 200,
    json: {
      '@odata.context': `${tenant.origin()}/v1.0/$metadata#users('${request.user.id}')/messages('')/attachments`,
      value: rows.slice(skip, skip + size).map((row) => renderAttachment(tenant, row, select)),
      ...(more ? { '@odata.nextLink': `${tenant.origin()}${request.path}?${next.toString()}` } : {}),
    },
  };
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
  const { tenant } = request;
  const contentType = row.contentType ?? 'application/octet-stream';
  if (row.kind === 'item' && contentType === 'message/rfc822' && tenant.switches().itemValueVaries)
    return { status: 200, headers: { 'Content-Type': contentType }, text: readVarying(request, row) };
  const file = { open: () => openBlob(tenant, row.blobId), sizeBytes: row.sizeBytes, contentType };
  return { status: 200, file };
}

/** Attached messages are written anew for each reader, and their headers need not be the same. */
function readVarying({ tenant }: MailRequest, row: AttachmentRow): string {
  return `X-Sandbox-Reading: ${randomUUID()}\r\n${readBlobBytes(tenant, row.blobId).toString('utf8')}`;
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
