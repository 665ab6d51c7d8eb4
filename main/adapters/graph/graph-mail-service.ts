import {
  buildAttachmentItem,
  buildContent,
  buildFileAttachment,
  buildMessage,
  type GraphRecipient,
  graphRecipient,
  DEFERRED_SEND_PROPERTY,
} from '../../core/compose/build-message.ts';
import type { CallContext, DraftSnapshot, MailService } from '../../core/ports/mail-service.ts';
import { readExpectedRanges } from '../../core/uploads/read-expected-ranges.ts';
import { findByMarker } from './find-by-marker.ts';
import { refuseForeignHost } from './foreign-host.ts';
import { mayUploadTo } from './graph-address.ts';
import type { GraphAnswer, GraphClient } from './graph-client.ts';
import { listPages } from './list-pages.ts';
import { messagePath } from './message-path.ts';
import { type GraphMessageAnswer, readAddresses, readAttachment, readMessage } from './read-answer.ts';

const CHUNK_TIMEOUT_MS = 180_000;
const DRAFT_FIELDS = '$select=id,isDraft,subject,body,toRecipients,ccRecipients,bccRecipients';

const WITH_DEFERRAL = `&$expand=${encodeURIComponent(
  `singleValueExtendedProperties($filter=id eq '${DEFERRED_SEND_PROPERTY}')`,
)}`;

export interface MailServiceSettings {
  readonly sendTimeoutMs: number;
  /** Told how long it took to put the JSON of a message together. */
  readonly onBuilt?: (tookMs: number) => void;
}

/** The mail half of Microsoft Graph, as sending needs it. Endpoints and their oddities: docs/graph.md. */
export function graphMailService(client: GraphClient, settings: MailServiceSettings): MailService {
  function built<T>(build: () => T): T {
    const beganMs = performance.now();
    const message = build();
    settings.onBuilt?.(performance.now() - beganMs);
    return message;
  }

  /** Only another's address has to be named. */
  function fromOf({ account }: CallContext): { readonly from?: GraphRecipient } {
    const delegate = client.delegateOf(account);
    return delegate === null ? {} : { from: graphRecipient(delegate.from) };
  }

  return {
    createDraft: (call, content, marker) =>
      client.request(call, {
        method: 'POST',
        path: '/me/messages',
        json: built(() => ({ ...buildMessage(content, marker), ...fromOf(call) })),
        read: ({ json }) => {
          const created = readMessage(json);
          return created === undefined ? undefined : { id: created.id, snapshot: snapshotOf(created) };
        },
      }),

    updateDraft: (call, draftId, content) =>
      client.request(call, {
        method: 'PATCH',
        path: messagePath(draftId),
        json: buildContent(content),
        read: ({ json }) => {
          const updated = readMessage(json);
          return updated === undefined ? undefined : { snapshot: snapshotOf(updated) };
        },
      }),

    readDraft: (call, draftId, withDeferral) =>
      client.request(call, {
        method: 'GET',
        path: `${messagePath(draftId)}?${DRAFT_FIELDS}${withDeferral ? WITH_DEFERRAL : ''}`,
        read: ({ json }) => {
          const draft = readMessage(json);
          if (draft === undefined) return undefined;
          const deferUntilMs = withDeferral ? deferralOf(draft) : null;
          return { isDraft: draft.isDraft ?? true, snapshot: snapshotOf(draft), deferUntilMs };
        },
      }),

    deleteMessage: (call, messageId) =>
      client.request(call, { method: 'DELETE', path: messagePath(messageId), read: () => null }),

    findByMarker: (call, marker, draftId) => findByMarker(client, call, marker, draftId),

    listAttachments: (call, draftId) =>
      listPages(client, call, `${messagePath(draftId)}/attachments?$select=id,name`, readAttachment),

    addSmallAttachment: (call, draftId, meta, bytes) =>
      client.request(call, {
        method: 'POST',
        path: `${messagePath(draftId)}/attachments`,
        json: buildFileAttachment(meta, base64(bytes)),
        read: ({ json }) => readAttachment(json),
      }),

    deleteAttachment: (call, draftId, attachmentId) =>
      client.request(call, {
        method: 'DELETE',
        path: `${messagePath(draftId)}/attachments/${encodeURIComponent(attachmentId)}`,
        read: () => null,
      }),

    async createUploadSession(call, draftId, meta) {
      const reply = await client.request(call, {
        method: 'POST',
        path: `${messagePath(draftId)}/attachments/createUploadSession`,
        json: buildAttachmentItem(meta),
        read: readSession,
      });
      if (!reply.ok || mayUploadTo(reply.value.uploadUrl, await client.addressOf(call.account))) return reply;
      return refuseForeignHost(reply.requestId);
    },

    putChunk: (call, uploadUrl, bytes, offset, totalBytes) =>
      client.request(call, {
        method: 'PUT',
        path: uploadUrl,
        absolute: true,
        anonymous: true,
        bytes,
        timeoutMs: CHUNK_TIMEOUT_MS,
        purpose: 'chunk',
        headers: {
          'content-type': 'application/octet-stream',
          'content-range': `bytes ${String(offset)}-${String(offset + bytes.length - 1)}/${String(totalBytes)}`,
        },
        read: (answer) => readChunkAnswer(answer, offset + bytes.length >= totalBytes),
      }),

    readUploadOffset: (call, uploadUrl) =>
      client.request(call, {
        method: 'GET',
        path: uploadUrl,
        absolute: true,
        anonymous: true,
        read: ({ json }) => {
          const nextOffset = readExpectedRanges(json);
          return nextOffset === null ? undefined : { nextOffset };
        },
      }),

    cancelUpload: (call, uploadUrl) =>
      client.request(call, { method: 'DELETE', path: uploadUrl, absolute: true, anonymous: true, read: () => null }),

    sendDraft: (call, draftId) =>
      client.request(call, {
        method: 'POST',
        path: `${messagePath(draftId)}/send`,
        messages: 1,
        timeoutMs: settings.sendTimeoutMs,
        freshConnection: true,
        purpose: 'send',
        read: readAccepted,
      }),

    sendMail: (call, content, attachments, marker) =>
      client.request(call, {
        method: 'POST',
        path: '/me/sendMail',
        json: {
          message: built(() => ({
            ...buildMessage(content, marker),
            ...fromOf(call),
            attachments: attachments.map((file) => buildFileAttachment(file, base64(file.bytes))),
          })),
          saveToSentItems: true,
        },
        messages: 1,
        timeoutMs: settings.sendTimeoutMs,
        freshConnection: true,
        purpose: 'send',
        read: readAccepted,
      }),
  };
}

/** Only 202 says that it was accepted: anybody on the way can answer 200. */
function readAccepted({ status }: GraphAnswer): null | undefined {
  return status === 202 ? null : undefined;
}

/**
 * The last chunk answers 201 with an empty body and the attachment's place in `Location`; others 200 with ranges.
 * A server that answers the last one with 200 and no ranges has it all too.
 */
function readChunkAnswer({ status, headers, json }: GraphAnswer, isLast: boolean) {
  const nextOffset = readExpectedRanges(json);
  if (nextOffset !== null && !(isLast && status === 201)) return { kind: 'continue', nextOffset } as const;
  if (!isLast) return undefined;
  const location = headers.get('location');
  const attachmentId = location === undefined ? (readAttachment(json)?.id ?? null) : idFromLocation(location);
  return { kind: 'complete', attachmentId } as const;
}

/** `…/Attachments('AAMk…')`: the last quoted segment, which may be percent-encoded; else the last path segment. */
function idFromLocation(location: string): string | null {
  const quoted = [...location.matchAll(/\('([^']*)'\)/g)].at(-1)?.[1];
  const segment = quoted ?? /\/([^/?#]+)\/?(?:[?#].*)?$/.exec(location)?.[1];
  if (segment === undefined) return null;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function readSession({ json }: GraphAnswer) {
  if (typeof json !== 'object' || json === null || !('uploadUrl' in json) || typeof json.uploadUrl !== 'string')
    return undefined;
  const expires =
    'expirationDateTime' in json && typeof json.expirationDateTime === 'string'
      ? Date.parse(json.expirationDateTime)
      : NaN;
  return { uploadUrl: json.uploadUrl, expiresAtMs: Number.isNaN(expires) ? null : expires };
}

function snapshotOf(message: GraphMessageAnswer): DraftSnapshot | null {
  const { body, toRecipients } = message;
  if (body === null || body === undefined || toRecipients === null || toRecipients === undefined) return null;
  return {
    subject: message.subject ?? '',
    bodyContent: body.content,
    to: readAddresses(toRecipients),
    cc: readAddresses(message.ccRecipients),
    bcc: readAddresses(message.bccRecipients),
  };
}

function deferralOf({ singleValueExtendedProperties }: GraphMessageAnswer): number | null {
  const wanted = DEFERRED_SEND_PROPERTY.toLowerCase();
  const deferral = singleValueExtendedProperties?.find(({ id }) => id.toLowerCase() === wanted);
  const atMs = Date.parse(deferral?.value ?? '');
  return Number.isNaN(atMs) ? null : atMs;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
