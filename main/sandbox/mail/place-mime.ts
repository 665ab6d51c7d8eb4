import { newConversationId, newInternetMessageId } from '../store/ids.ts';
import { insertMime } from '../store/report-store.ts';
import type { Tenant } from '../tenant.ts';
import type { User } from '../users.ts';
import { placeMessage } from './place-message.ts';

/** Puts a message into an Inbox as its MIME says, header by header; its parts are only there as MIME. Returns its row number. */
export function placeMime(
  tenant: Tenant,
  user: User,
  mime: string,
  { conversationId = newConversationId(), atMs = tenant.nowMs() }: { conversationId?: string; atMs?: number } = {},
): number {
  const headers = readHeaders(mime);
  const first = (name: string): string | undefined =>
    headers.find((header) => header.name.toLowerCase() === name)?.value;
  const from = { emailAddress: readMailbox(first('from') ?? '') };
  const n = placeMessage(tenant, user, 'inbox', {
    internetMessageId: first('message-id') ?? newInternetMessageId(),
    conversationId,
    subject: first('subject') ?? '',
    importance: 'normal',
    properties: {
      from,
      sender: from,
      toRecipients: [{ emailAddress: { name: user.displayName, address: user.address } }],
      body: { contentType: 'text', content: 'This report was made by the sandbox tenant.' },
      internetMessageHeaders: headers.map(({ name, value }) => ({ name, value })),
    },
    extendedProperties: [],
    attachments: [],
    atMs,
  });
  insertMime(tenant.db, n, mime);
  return n;
}

function readHeaders(mime: string): { name: string; value: string }[] {
  const head = mime.split(/\r?\n\r?\n/, 1)[0] ?? '';
  return head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 1 ? [] : [{ name: line.slice(0, colon), value: line.slice(colon + 1).trim() }];
    });
}

function readMailbox(text: string): { name: string; address: string } {
  const [, name = '', address = ''] = /^\s*"?([^"<]*?)"?\s*<([^>]*)>/.exec(text) ?? [];
  return address === '' ? { name: '', address: text.trim() } : { name, address };
}
