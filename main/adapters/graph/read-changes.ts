import type { CallContext } from '../../core/ports/mail-service.ts';
import type { ChangePage } from '../../core/ports/mailbox-reader.ts';
import type { Reply } from '../../core/ports/reply.ts';
import { type GraphAddress, mayFollow } from './graph-address.ts';
import type { GraphClient } from './graph-client.ts';
import { readChangePage } from './read-mailbox-answer.ts';
import { selecting } from './selecting.ts';

const FIELDS = 'id,receivedDateTime,isDraft';
/** The page's size has to be asked for anew with each page. It is what one transaction stores. */
const HEADERS = { prefer: 'odata.maxpagesize=200, IdType="ImmutableId"' };

/** One page. A link is given out, and taken back, without its origin: it goes to the account's own server or nowhere. */
export async function readChanges(
  client: GraphClient,
  call: CallContext,
  folderId: string,
  link: string | null,
): Promise<Reply<ChangePage>> {
  const address = await client.addressOf(call.account);
  const ask = (path: string, absolute: boolean) =>
    client.request(call, {
      method: 'GET',
      path,
      absolute,
      headers: HEADERS,
      read: ({ json }) => withinService(readChangePage(json), address),
    });
  if (link !== null) return ask(new URL(address.baseUrl).origin + link, true);
  return selecting(`/me/mailFolders/${encodeURIComponent(folderId)}/messages/delta`, FIELDS, (path) =>
    ask(path, false),
  );
}

function withinService(page: ChangePage | undefined, address: GraphAddress): ChangePage | undefined {
  if (page === undefined || !mayFollow(page.link.url, address)) return undefined;
  const { pathname, search } = new URL(page.link.url);
  return { ...page, link: { kind: page.link.kind, url: pathname + search } };
}
