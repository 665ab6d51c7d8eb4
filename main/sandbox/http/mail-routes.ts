import * as attachments from '../mail/attachments.ts';
import * as changes from '../mail/change-messages.ts';
import { createUploadSession } from '../mail/create-upload-session.ts';
import { getMime } from '../mail/get-mime.ts';
import { getMailTips } from '../mail/mail-tips.ts';
import { getProfile } from '../mail/profile.ts';
import { listChanges } from '../mail/delta.ts';
import * as folders from '../mail/folders.ts';
import * as reads from '../mail/read-messages.ts';
import { checkSend, sendDraft } from '../mail/send-draft.ts';
import { sendMail } from '../mail/send-mail.ts';
import { driveRoutes } from './drive-routes.ts';
import type { Route } from './route.ts';

/** What a mailbox answers, below its own address. */
export const mailRoutes: readonly Route[] = [
  ...driveRoutes,
  { method: 'GET', path: '', scope: 'profile', run: getProfile },
  { method: 'GET', path: 'messages', scope: 'read', run: reads.listMessages },
  { method: 'POST', path: 'messages', scope: 'write', run: changes.createMessage },
  { method: 'GET', path: 'messages/:message', scope: 'read', run: reads.getMessage },
  { method: 'GET', path: 'messages/:message/$value', scope: 'read', run: getMime },
  { method: 'PATCH', path: 'messages/:message', scope: 'write', run: changes.changeMessage },
  { method: 'DELETE', path: 'messages/:message', scope: 'write', run: changes.deleteMessage },
  { method: 'POST', path: 'messages/:message/permanentDelete', scope: 'write', run: changes.permanentlyDeleteMessage },
  { method: 'POST', path: 'messages/:message/send', scope: 'send', run: sendDraft, check: checkSend },
  { method: 'GET', path: 'messages/:message/attachments', scope: 'read', run: attachments.listMessageAttachments },
  { method: 'POST', path: 'messages/:message/attachments', scope: 'write', run: attachments.createAttachment },
  {
    method: 'POST',
    path: 'messages/:message/attachments/createUploadSession',
    scope: 'write',
    run: createUploadSession,
  },
  { method: 'GET', path: 'messages/:message/attachments/:attachment', scope: 'read', run: attachments.getAttachment },
  {
    method: 'DELETE',
    path: 'messages/:message/attachments/:attachment',
    scope: 'write',
    run: attachments.removeAttachment,
  },
  {
    method: 'GET',
    path: 'messages/:message/attachments/:attachment/$value',
    scope: 'read',
    run: attachments.getAttachmentBytes,
  },
  { method: 'POST', path: 'sendMail', scope: 'send', run: sendMail },
  { method: 'POST', path: 'getMailTips', scope: 'read', run: getMailTips },
  { method: 'GET', path: 'mailFolders', scope: 'read', run: folders.listMailFolders },
  { method: 'GET', path: 'mailFolders/:folder', scope: 'read', run: folders.getMailFolder },
  { method: 'GET', path: 'mailFolders/:folder/childFolders', scope: 'read', run: folders.listFoldersBelow },
  { method: 'GET', path: 'mailFolders/:folder/messages', scope: 'read', run: reads.listMessages },
  { method: 'GET', path: 'mailFolders/:folder/messages/delta', scope: 'read', run: listChanges },
];
