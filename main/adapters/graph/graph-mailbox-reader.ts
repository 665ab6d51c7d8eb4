import type { AccountId } from '../../../contract/ids.ts';
import type { BlobStore } from '../../core/ports/blob-store.ts';
import type { MailboxReader } from '../../core/ports/mailbox-reader.ts';
import { askContentId } from './ask-content-id.ts';
import { downloadFile } from './download-file.ts';
import type { GraphClient } from './graph-client.ts';
import { listFolders } from './list-folders.ts';
import { listPages } from './list-pages.ts';
import { messagePath } from './message-path.ts';
import { readChanges } from './read-changes.ts';
import { readContentId, readListedAttachment, readRemoteMessage } from './read-mailbox-answer.ts';
import { selecting } from './selecting.ts';

const MESSAGE_FIELDS =
  'id,subject,from,toRecipients,ccRecipients,receivedDateTime,internetMessageId,conversationId,parentFolderId,body,internetMessageHeaders';
const ATTACHMENT_FIELDS = 'id,name,contentType,size,isInline,lastModifiedDateTime';
/** Up to here an attachment is read with its bytes where nothing less names its content id: a picture in the text. */
const MAX_INLINE_BYTES = 3_000_000;

/** The reading half of Microsoft Graph's mail. Endpoints and their oddities: docs/graph.md. */
export function graphMailboxReader(client: GraphClient, blobs: Pick<BlobStore, 'receive'>): MailboxReader {
  const withoutCast = new Set<AccountId>();

  return {
    listFolders: (call) => listFolders(client, call),

    readChanges: (call, folderId, link) => readChanges(client, call, folderId, link),

    readMessage: (call, messageId) =>
      selecting(messagePath(messageId), MESSAGE_FIELDS, (path) =>
        client.request(call, { method: 'GET', path, read: ({ json }) => readRemoteMessage(json) }),
      ),

    listAttachments: (call, messageId) =>
      selecting(`${messagePath(messageId)}/attachments`, ATTACHMENT_FIELDS, (path) =>
        listPages(client, call, path, readListedAttachment),
      ),

    async readContentId(call, messageId, attachmentId, reportedBytes) {
      const path = attachmentPath(messageId, attachmentId);
      if (!withoutCast.has(call.account)) {
        const reply = await askContentId(client, call, path);
        if (!reply.ok) return reply;
        if (reply.value !== 'unsupported') return { ...reply, value: reply.value.contentId };
        withoutCast.add(call.account);
      }
      if (reportedBytes > MAX_INLINE_BYTES) return { ok: true, value: null, requestId: null };
      return client.request(call, { method: 'GET', path, read: ({ json }) => readContentId(json) });
    },

    download: (call, messageId, attachmentId, limits) =>
      downloadFile(client, blobs, call, `${attachmentPath(messageId, attachmentId)}/$value`, limits),
  };
}

function attachmentPath(messageId: string, attachmentId: string): string {
  return `${messagePath(messageId)}/attachments/${encodeURIComponent(attachmentId)}`;
}
