import { Readable } from 'node:stream';
import type { Reply } from '../http/reply.ts';
import type { JsonObject } from '../odata/read-json.ts';
import { listAttachments } from '../store/attachments.ts';
import { openBlob } from '../store/blobs.ts';
import { findMime } from '../store/report-store.ts';
import { requireMessage } from './find-message.ts';
import type { MailRequest } from './request.ts';
import { writeMime } from './write-mime.ts';

/** The whole message as MIME, written while it is read. References are not in it. */
export function getMime(request: MailRequest): Reply {
  const { tenant } = request;
  const row = requireMessage(request);
  const kept = findMime(tenant.db, row.n);
  if (kept !== null) return asMime(() => Readable.from(Buffer.from(kept), { objectMode: false }));
  const mail = {
    subject: row.subject,
    internetMessageId: row.internetMessageId,
    sentAtMs: row.sentAtMs,
    properties: JSON.parse(row.properties) as JsonObject,
  };
  const parts = listAttachments(tenant.db, row.n)
    .filter(({ kind }) => kind !== 'reference')
    .map(({ name, contentType, cid, isInline, blobId }) => ({
      name,
      contentType: contentType ?? 'application/octet-stream',
      cid,
      isInline: isInline === 1,
      open: () => openBlob(tenant, blobId),
    }));
  return asMime(() => Readable.from(writeMime(mail, parts), { objectMode: false }));
}

function asMime(open: () => Readable): Reply {
  return { status: 200, file: { open, sizeBytes: null, contentType: 'text/plain' } };
}
