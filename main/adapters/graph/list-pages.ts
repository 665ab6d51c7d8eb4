import type { CallContext } from '../../core/ports/mail-service.ts';
import type { Reply } from '../../core/ports/reply.ts';
import { mayFollow } from './graph-address.ts';
import type { GraphClient } from './graph-client.ts';
import { readPage } from './read-answer.ts';

/** A list that never ends is no list of this service. */
const MAX_PAGES = 1_000;

/** Reads a collection through all of its pages. Fails whole: half a list would be taken for the whole one. */
export async function listPages<T>(
  client: GraphClient,
  call: CallContext,
  path: string,
  readItem: (item: unknown) => T | undefined,
): Promise<Reply<readonly T[]>> {
  const items: T[] = [];
  let link: { readonly path: string; readonly absolute: boolean } = { path, absolute: false };
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const reply = await client.request(call, { method: 'GET', ...link, read: ({ json }) => readPage(json, readItem) });
    if (!reply.ok) return reply;
    items.push(...reply.value.items);
    const { nextLink } = reply.value;
    if (nextLink === null) return { ok: true, value: items, requestId: reply.requestId };
    if (!mayFollow(nextLink, await client.addressOf(call.account))) break;
    link = { path: nextLink, absolute: true };
  }
  return {
    ok: false,
    fault: { kind: 'lost', detail: 'a list that does not end at this service', clientRequestId: '' },
  };
}
