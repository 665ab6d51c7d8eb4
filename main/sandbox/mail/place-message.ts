import type { JsonObject } from '../odata/read-json.ts';
import { insertAttachment } from '../store/attachments.ts';
import type { ExtendedProperty } from '../store/extended-properties.ts';
import { setExtendedProperty } from '../store/extended-properties.ts';
import { folderIdOf } from '../store/folders.ts';
import { insertMessage, touchMessage } from '../store/messages.ts';
import type { SubmittedAttachment } from '../store/submissions.ts';
import type { Tenant } from '../tenant.ts';
import type { User } from '../users.ts';
import { addressOf } from './recipients.ts';

export interface PlacedMessage {
  readonly internetMessageId: string;
  readonly conversationId: string;
  readonly subject: string;
  readonly importance: string;
  readonly properties: JsonObject;
  readonly extendedProperties: readonly ExtendedProperty[];
  readonly attachments: readonly SubmittedAttachment[];
  readonly atMs: number;
}

/** Puts a finished message into the folder of that name and returns its row number. Its attachments share the bytes they came from. */
export function placeMessage(tenant: Tenant, user: User, folder: string, message: PlacedMessage): number {
  const { extendedProperties, attachments, ...rest } = message;
  const arrivesLateMs = tenant.switches().lateVisibilityMs;
  const n = insertMessage(tenant.db, {
    ...rest,
    userId: user.id,
    folderId: folderIdOf(tenant.db, user.id, folder),
    isDraft: false,
    isRead: folder === 'sentitems',
    fromAddress: addressOf(message.properties['from']),
    visibleAtMs: arrivesLateMs === 0 || folder === 'sentitems' ? message.atMs : tenant.nowMs() + arrivesLateMs,
  });
  for (const property of extendedProperties) setExtendedProperty(tenant.db, n, property, message.atMs);
  for (const attachment of attachments)
    insertAttachment(tenant.db, { ...attachment, isInline: attachment.isInline === 1, messageN: n }, message.atMs);
  if (attachments.length > 0) touchMessage(tenant.db, n, message.atMs);
  return n;
}
