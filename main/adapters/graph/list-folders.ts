import type { CallContext } from '../../core/ports/mail-service.ts';
import type { RemoteFolder } from '../../core/ports/mailbox-reader.ts';
import type { Reply } from '../../core/ports/reply.ts';
import type { GraphClient } from './graph-client.ts';
import { listPages } from './list-pages.ts';
import { type GraphFolder, readFolder } from './read-mailbox-answer.ts';

const FIELDS = '$select=id,displayName,totalItemCount,childFolderCount';
/** A tree with more branches is no tree of a person's, and may have no end. */
const MAX_LISTS = 500;

/** The Inbox first, which every server knows by name; then all others, where the server lists them. */
export async function listFolders(client: GraphClient, call: CallContext): Promise<Reply<readonly RemoteFolder[]>> {
  const inbox = await client.request(call, {
    method: 'GET',
    path: `/me/mailFolders/inbox?${FIELDS}`,
    read: ({ json }) => readFolder(json),
  });
  if (!inbox.ok) return inbox;
  const found = new Map([[inbox.value.id, remoteFolder(inbox.value)]]);
  const pending = [{ path: '/me/mailFolders', above: '' }];
  for (let lists = 0; lists < MAX_LISTS; lists += 1) {
    const next = pending.shift();
    if (next === undefined) break;
    const list = await listPages(client, call, `${next.path}?${FIELDS}&$top=100`, readFolder);
    if (!list.ok && !isNotOffered(list)) return list;
    for (const folder of list.ok ? list.value : []) {
      const name = next.above + folder.name;
      found.set(folder.id, remoteFolder({ ...folder, name }));
      const path = `/me/mailFolders/${encodeURIComponent(folder.id)}/childFolders`;
      if (folder.children > 0) pending.push({ path, above: `${name} / ` });
    }
  }
  return { ...inbox, value: [...found.values()] };
}

function remoteFolder({ id, name, messages }: GraphFolder): RemoteFolder {
  return { id, name, messages };
}

function isNotOffered(reply: Reply<unknown>): boolean {
  return !reply.ok && reply.fault.kind === 'refused' && [400, 404, 501].includes(reply.fault.status);
}
