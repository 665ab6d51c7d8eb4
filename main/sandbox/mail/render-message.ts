import { listAttachments } from '../store/attachments.ts';
import { listExtendedProperties } from '../store/extended-properties.ts';
import type { MessageRow } from '../store/messages.ts';
import type { Expand } from '../odata/read-query.ts';
import { renderAttachment } from './render-attachment.ts';
import type { MailRequest } from './request.ts';

type Json = Record<string, unknown>;

const instant = (atMs: number): string => new Date(atMs).toISOString().replace(/\.\d+Z$/, 'Z');

/** A message as the API shows it. A selection keeps `id` and the etag in any case. */
export function renderMessage(
  request: MailRequest,
  row: MessageRow,
  select: readonly string[] | null,
  expand: Expand,
): Json {
  const all = allProperties(request, row);
  const etag = `W/"${row.changeKey}"`;
  const chosen =
    select === null ? withoutHeaders(all) : Object.fromEntries(select.map((name) => [name, all[name] ?? null]));
  return { '@odata.etag': etag, ...chosen, id: all['id'], ...renderExpanded(request, row, expand) };
}

function allProperties(request: MailRequest, row: MessageRow): Json {
  const properties = JSON.parse(row.properties) as Json;
  const body = (properties['body'] ?? { contentType: 'text', content: '' }) as { contentType: string; content: string };
  const plain = body.contentType.toLowerCase() === 'html' ? stripTags(body.content) : body.content;
  return {
    categories: [],
    toRecipients: [],
    ccRecipients: [],
    bccRecipients: [],
    replyTo: [],
    flag: { flagStatus: 'notFlagged' },
    inferenceClassification: 'focused',
    isDeliveryReceiptRequested: false,
    isReadReceiptRequested: false,
    ...properties,
    id: request.prefer.immutableIds ? row.immutableId : row.restId,
    createdDateTime: instant(row.createdAtMs),
    lastModifiedDateTime: instant(row.modifiedAtMs),
    changeKey: row.changeKey,
    receivedDateTime: instant(row.receivedAtMs),
    sentDateTime: instant(row.sentAtMs),
    hasAttachments: row.hasAttachments === 1,
    internetMessageId: row.internetMessageId,
    subject: row.subject,
    importance: row.importance,
    parentFolderId: row.folderId,
    conversationId: row.conversationId,
    isRead: row.isRead === 1,
    isDraft: row.isDraft === 1,
    webLink: `${request.tenant.origin()}/owa/?ItemID=${encodeURIComponent(row.restId)}`,
    bodyPreview: plain.slice(0, 255),
    body: request.prefer.textBody ? { contentType: 'text', content: plain } : body,
  };
}

/** Headers are shown only when they are selected. */
function withoutHeaders(all: Json): Json {
  const { internetMessageHeaders: _, ...rest } = all;
  return rest;
}

function renderExpanded(request: MailRequest, row: MessageRow, expand: Expand): Json {
  const expanded: Json = {};
  if (expand.attachments !== undefined)
    expanded['attachments'] = listAttachments(request.tenant.db, row.n).map((attachment) =>
      renderAttachment(request.tenant, attachment, expand.attachments ?? null),
    );
  if (expand.extendedPropertyIds.length > 0) {
    const shown = listExtendedProperties(request.tenant.db, row.n).filter((property) =>
      expand.extendedPropertyIds.includes(property.id),
    );
    if (shown.length > 0) expanded['singleValueExtendedProperties'] = shown;
  }
  return expanded;
}

function stripTags(html: string): string {
  return html
    .replace(/<(style|script)[^>]*>.*?<\/\1>/gis, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
