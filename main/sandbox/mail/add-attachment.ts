import { GraphError, badRequest } from '../http/graph-error.ts';
import type { JsonObject } from '../odata/read-json.ts';
import { isObject, readEntity } from '../odata/read-json.ts';
import type { AttachmentKind } from '../store/attachments.ts';
import { insertAttachment, sumAttachmentBytes } from '../store/attachments.ts';
import { createFullBlob } from '../store/blobs.ts';
import { touchMessage } from '../store/messages.ts';
import type { Tenant } from '../tenant.ts';
import type { User } from '../users.ts';
import { renderItem } from './render-item.ts';

export interface ReadAttachment {
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly contentType: string | null;
  readonly cid: string | null;
  readonly isInline: boolean;
  readonly bytes: Buffer;
}

/** Throws the 400 of a body that is no attachment. */
export function readAttachment(value: unknown, nowMs: number): ReadAttachment {
  const attachment = readEntity(value, 'graph.attachment', 'attachment');
  const kind = /^#?microsoft\.graph\.(file|item|reference)Attachment$/i.exec(String(attachment['@odata.type']))?.[1];
  if (kind === undefined)
    throw badRequest(
      "Cannot create an abstract class: '@odata.type' must name a type of attachment.",
      'RequestBodyRead',
    );
  const name = readText(attachment['name']);
  if (name === null) throw badRequest("The property 'name' is required.", 'ErrorInvalidRequest');
  const { item } = attachment;
  const itemFile = kind.toLowerCase() === 'item' ? renderItem(isObject(item) ? item : {}, nowMs) : null;
  return {
    kind: kind.toLowerCase() as AttachmentKind,
    name,
    contentType: itemFile?.contentType ?? readText(attachment['contentType']),
    cid: readText(attachment['contentId']),
    isInline: attachment['isInline'] === true,
    bytes:
      itemFile === null
        ? Buffer.from(readText(attachment['contentBytes']) ?? '', 'base64')
        : Buffer.from(itemFile.text),
  };
}

/** Adds what came in a request body and returns the attachment's id. */
export function addAttachment(tenant: Tenant, user: User, messageN: number, value: JsonObject): string {
  const { bytes, ...attachment } = readAttachment(value, tenant.nowMs());
  checkMessageSize(tenant, user, sumAttachmentBytes(tenant.db, messageN) + bytes.length);
  const blobId = createFullBlob(tenant, bytes);
  const id = insertAttachment(tenant.db, { ...attachment, messageN, blobId }, tenant.nowMs());
  touchMessage(tenant.db, messageN, tenant.nowMs());
  return id;
}

function messageSizeLimitBytes(tenant: Tenant, address: string): number {
  const { mailboxSizeLimits, messageSizeLimitBytes: standard } = tenant.switches();
  return mailboxSizeLimits[address.toLowerCase()] ?? standard;
}

/** The tenant's own limit, which nothing announces and which shows when it is reached. */
export function checkMessageSize(tenant: Tenant, user: User, attachmentBytes: number): void {
  const { messageSizeGrowth, messageSizeExceededStatus } = tenant.switches();
  if (attachmentBytes * messageSizeGrowth <= messageSizeLimitBytes(tenant, user.address)) return;
  throw new GraphError(
    messageSizeExceededStatus,
    'ErrorMessageSizeExceeded',
    'The message exceeds the maximum supported size.',
  );
}

function readText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
