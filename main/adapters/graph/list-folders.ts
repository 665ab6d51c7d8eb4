import type { CallContext } from '../../core/ports/mail-service.ts';
import type { RemoteFolder } from '../../core/ports/mailbox-reader.ts';
import type { Reply } from '../../core/ports/reply.ts';
import type { GraphClient } from './graph-client.ts';
import { listPages } from './list-pages.ts';
import { readFolder } from './read-mailbox-answer.ts';

const FIELDS = '$select=id,displayName,totalItemCount';

/** The Inbox first, which every server knows by name, then the others beside it, where the server lists them. */
export async function listFolders(client: GraphClient, call: CallContext): Promise<Reply<readonly RemoteFolder[]>> {
  const inbox = await client.request(call, {
    method: 'GET',
    path: `/me/mailFolders/inbox?${FIELDS}`,
    read: ({ json }) => readFolder(json),
  });
  if (!inbox.ok) return inbox;
  const all = await listPages(client, call, `/me/mailFolders?${FIELDS}&$top=100`, readFolder);
  if (!all.ok) return isNotOffered(all) ? { ...inbox, value: [inbox.value] } : all;
  return { ...all, value: [inbox.value, ...all.value.filter((folder) => folder.id !== inbox.value.id)] };
}

function isNotOffered(reply: Reply<unknown>): boolean {
  return !reply.ok && reply.fault.kind === 'refused' && [400, 404, 501].includes(reply.fault.status);
}
