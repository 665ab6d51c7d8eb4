import * as attachments from '../mail/attachments.ts';
import * as changes from '../mail/change-messages.ts';
import { createUploadSession } from '../mail/create-upload-session.ts';
import { getMime } from '../mail/get-mime.ts';
import { getMailTips } from '../mail/mail-tips.ts';
import { getProfile } from '../mail/profile.ts';
import { listChanges } from '../mail/delta.ts';
import * as folders from '../mail/folders.ts';
import * as reads from '../mail/read-messages.ts';
import type { MailRequest } from '../mail/request.ts';
import { checkSend, sendDraft } from '../mail/send-draft.ts';
import { sendMail } from '../mail/send-mail.ts';
import { GraphError, badRequest } from './graph-error.ts';
import type { Reply } from './reply.ts';

type Scope = 'profile' | 'read' | 'write' | 'send';

export interface Route {
  readonly method: string;
  /** Segments below the mailbox; `:name` takes any value. */
  readonly path: string;
  readonly scope: Scope;
  /** Runs in one transaction. */
  readonly run: (request: MailRequest) => Reply;
  /** Runs before the time that a send takes. */
  readonly check?: (request: MailRequest) => void;
}

const routes: readonly Route[] = [
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

/** `messages('id')` and `messages/id` are the same, as are `microsoft.graph.send` and `send`. */
export function splitPath(path: string): string[] {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .flatMap((segment) => {
      const plain = decodeURIComponent(segment).replace(/^microsoft\.graph\./i, '');
      const [, name, key] = /^(\w+)\('(.*)'\)$/s.exec(plain) ?? [];
      return name === undefined || key === undefined ? [plain.replace(/\(\)$/, '')] : [name, key.replaceAll("''", "'")];
    });
}

/** Throws 400 for a path the service does not have and 405 for a method the path does not take. */
export function findRoute(
  method: string,
  segments: readonly string[],
): { route: Route; parameters: Record<string, string> } {
  const isFolderItem = segments[0]?.toLowerCase() === 'mailfolders' && segments.length > 3;
  const exact = listMatches(segments);
  const found = exact.length === 0 && isFolderItem ? listMatches(segments.slice(2)) : exact;
  if (found.length === 0) throw badRequest(`Resource not found for the segment '${segments.at(-1) ?? ''}'.`);
  const match = found.find(({ route }) => route.method === method);
  if (match === undefined)
    throw new GraphError(405, 'ErrorInvalidRequest', `The HTTP method '${method}' is not allowed for this resource.`);
  return match;
}

function listMatches(segments: readonly string[]): { route: Route; parameters: Record<string, string> }[] {
  return routes.flatMap((route) => {
    const parameters = matchPath(route.path, segments);
    return parameters === null ? [] : [{ route, parameters }];
  });
}

function matchPath(pattern: string, segments: readonly string[]): Record<string, string> | null {
  const parts = pattern === '' ? [] : pattern.split('/');
  if (parts.length !== segments.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) parameters[part.slice(1)] = segment;
    else if (part.toLowerCase() !== segment.toLowerCase()) return null;
  }
  return parameters;
}
