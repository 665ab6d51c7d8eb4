import { badRequest, changeConflict } from '../http/graph-error.ts';
import type { Reply } from '../http/reply.ts';
import { noContent } from '../http/reply.ts';
import { readJson } from '../odata/read-json.ts';
import { listBlobIds } from '../store/attachments.ts';
import { dropUnusedBlobs } from '../store/blobs.ts';
import { deferredSendProperty, listExtendedProperties, setExtendedProperty } from '../store/extended-properties.ts';
import { folderIdOf } from '../store/folders.ts';
import { newConversationId, newInternetMessageId } from '../store/ids.ts';
import { insertMessage, moveMessage, readMessage, updateMessage } from '../store/messages.ts';
import { findHoldingSubmission, withdrawSubmission } from '../store/submissions.ts';
import { addAttachment } from './add-attachment.ts';
import { requireChangeable, requireMessage } from './find-message.ts';
import { readMessageInput } from './read-message.ts';
import { addressOf } from './recipients.ts';
import { renderMessage } from './render-message.ts';
import type { MailRequest } from './request.ts';

const showAll = { extendedPropertyIds: [] };

/** The id a client presets for a draft is kept, in every later copy too. */
export function createMessage(request: MailRequest): Reply {
  const { tenant, user } = request;
  const input = readMessageInput(readJson(request.body));
  const nowMs = tenant.nowMs();
  const self = { emailAddress: { name: user.displayName, address: user.address } };
  const properties = { sender: self, from: self, ...input.properties };
  const n = insertMessage(tenant.db, {
    userId: user.id,
    folderId: folderIdOf(tenant.db, user.id, 'drafts'),
    isDraft: true,
    isRead: true,
    internetMessageId: input.internetMessageId ?? newInternetMessageId(),
    conversationId: newConversationId(),
    subject: input.subject ?? '',
    importance: input.importance ?? 'normal',
    fromAddress: addressOf(properties.from),
    atMs: nowMs,
    visibleAtMs: nowMs + tenant.switches().freshDraftNotFoundMs,
    properties,
  });
  for (const property of input.extendedProperties) setExtendedProperty(tenant.db, n, property, nowMs);
  for (const attachment of input.attachments) addAttachment(tenant, user, n, attachment);
  const row = readMessage(tenant.db, n);
  if (row === undefined) throw new Error('A message vanished while it was created.');
  return { status: 201, json: renderMessage(request, row, null, showAll) };
}

const fixedOnceSent = ['body', 'toRecipients', 'ccRecipients', 'bccRecipients', 'replyTo', 'from', 'sender'];

export function changeMessage(request: MailRequest): Reply {
  const { tenant } = request;
  const row = requireChangeable(request);
  const input = readMessageInput(readJson(request.body));
  const isFixed = input.subject !== undefined || input.internetMessageId !== undefined;
  if (row.isDraft === 0 && (isFixed || fixedOnceSent.some((name) => name in input.properties)))
    throw badRequest(
      'Update operation is invalid for property of a sent message.',
      'ErrorInvalidPropertyUpdateSentMessage',
    );
  const properties = { ...(JSON.parse(row.properties) as object), ...input.properties } as Record<string, unknown>;
  const changes = {
    subject: input.subject ?? row.subject,
    importance: input.importance ?? row.importance,
    isRead: input.isRead ?? row.isRead === 1,
    internetMessageId: input.internetMessageId ?? row.internetMessageId,
    fromAddress: addressOf(properties['from']),
    properties,
  };
  updateMessage(tenant.db, row.n, changes, tenant.nowMs());
  for (const property of input.extendedProperties) setExtendedProperty(tenant.db, row.n, property, tenant.nowMs());
  const changed = readMessage(tenant.db, row.n) ?? row;
  return { status: 200, json: renderMessage(request, changed, null, showAll) };
}

/** Deleting a draft whose sending was deferred withdraws it; one that transport is just taking cannot be deleted. */
export function deleteMessage(request: MailRequest): Reply {
  const { tenant, user } = request;
  const row = requireMessage(request);
  const holding = findHoldingSubmission(tenant.db, row.n);
  if (holding !== undefined) {
    const isDeferred = listExtendedProperties(tenant.db, row.n).some(({ id }) => id === deferredSendProperty);
    if (!isDeferred) throw changeConflict();
    withdrawSubmission(tenant.db, holding.n);
  }
  const binId = folderIdOf(tenant.db, user.id, 'deleteditems');
  if (tenant.switches().deleteMovesTo === 'deletedItems' && row.folderId !== binId) {
    moveMessage(tenant.db, row.n, binId, tenant.nowMs());
    return noContent;
  }
  return eraseMessage(request, row.n);
}

export function permanentlyDeleteMessage(request: MailRequest): Reply {
  return eraseMessage(request, requireChangeable(request).n);
}

function eraseMessage({ tenant }: MailRequest, n: number): Reply {
  const blobIds = listBlobIds(tenant.db, n);
  tenant.db.prepare('DELETE FROM message WHERE n = ?').run(n);
  dropUnusedBlobs(tenant, blobIds);
  return noContent;
}
