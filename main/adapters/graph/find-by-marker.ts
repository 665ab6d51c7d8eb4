import type { OutboxId } from '../../../contract/ids.ts';
import { internetMessageId, MARKER_PROPERTY } from '../../core/compose/build-message.ts';
import type { CallContext, FoundMessage } from '../../core/ports/mail-service.ts';
import type { Reply } from '../../core/ports/reply.ts';
import type { GraphClient } from './graph-client.ts';
import { listPages } from './list-pages.ts';
import { messagePath } from './message-path.ts';
import { type GraphMessageAnswer, readMessage } from './read-answer.ts';

const FIELDS = '$select=id,isDraft,createdDateTime,internetMessageId';

/**
 * Three ways, the surest first: the draft's immutable id, our marker in Sent Items and Drafts, the Message-ID.
 * What is found must carry our mark itself: a server that ignores a filter would otherwise hand us somebody's mail.
 */
export async function findByMarker(
  client: GraphClient,
  call: CallContext,
  marker: OutboxId,
  draftId: string | null,
): Promise<Reply<readonly FoundMessage[]>> {
  const byId = draftId === null ? null : await readById(client, call, draftId);
  if (byId !== null && !byId.ok && !isNotFound(byId)) return byId;
  const known = byId !== null && byId.ok ? [byId.value] : [];
  if (byId !== null && byId.ok && !byId.value.isDraft) return { ok: true, value: known, requestId: byId.requestId };

  const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${MARKER_PROPERTY}' and ep/value eq '${marker}')`;
  const sent = await search(client, call, 'sentitems', filter, marker);
  const drafts = known.length > 0 ? null : await search(client, call, 'drafts', filter, marker);
  const found = merge(known, ...[sent, drafts].map((reply) => (reply?.ok === true ? reply.value : [])));
  if (found.some((message) => !message.isDraft)) return { ok: true, value: found, requestId: requestIdOf(sent) };

  // The marker may not reach the sent copy, or may not be filterable there: the Message-ID is the second chance.
  const byMessageId = await search(
    client,
    call,
    'sentitems',
    `internetMessageId eq '${internetMessageId(marker)}'`,
    marker,
  );
  if (byMessageId.ok) return { ok: true, value: merge(found, byMessageId.value), requestId: byMessageId.requestId };
  if (!sent.ok) return sent;
  return drafts !== null && !drafts.ok ? drafts : { ok: true, value: found, requestId: sent.requestId };
}

function readById(client: GraphClient, call: CallContext, draftId: string): Promise<Reply<FoundMessage>> {
  return client.request(call, {
    method: 'GET',
    path: `${messagePath(draftId)}?${FIELDS}`,
    read: ({ json }) => {
      const message = readMessage(json);
      return message?.isDraft === undefined ? undefined : foundOf(message);
    },
  });
}

async function search(
  client: GraphClient,
  call: CallContext,
  folder: 'sentitems' | 'drafts',
  filter: string,
  marker: OutboxId,
): Promise<Reply<readonly FoundMessage[]>> {
  const expand = `singleValueExtendedProperties($filter=id eq '${MARKER_PROPERTY}')`;
  const query = `$filter=${encodeURIComponent(filter)}&$expand=${encodeURIComponent(expand)}&${FIELDS}&$top=50`;
  const reply = await listPages(client, call, `/me/mailFolders/${folder}/messages?${query}`, readMessage);
  if (!reply.ok) return reply;
  const ours = reply.value.filter((message) => isOurs(message, marker));
  // Where the answer leaves `isDraft` out, the folder says it.
  return {
    ...reply,
    value: ours.map((message) => foundOf({ ...message, isDraft: message.isDraft ?? folder === 'drafts' })),
  };
}

function isOurs(message: GraphMessageAnswer, marker: OutboxId): boolean {
  if (message.internetMessageId === internetMessageId(marker)) return true;
  const properties = message.singleValueExtendedProperties ?? [];
  return properties.some(
    (property) =>
      property.id.toLowerCase() === MARKER_PROPERTY.toLowerCase() && property.value.toLowerCase() === marker,
  );
}

function foundOf(message: GraphMessageAnswer): FoundMessage {
  const createdAtMs = Date.parse(message.createdDateTime ?? '');
  return {
    id: message.id,
    isDraft: message.isDraft ?? false,
    createdAtMs: Number.isNaN(createdAtMs) ? 0 : createdAtMs,
  };
}

function merge(...lists: readonly (readonly FoundMessage[])[]): readonly FoundMessage[] {
  return [...new Map(lists.flat().map((message) => [message.id, message])).values()];
}

function isNotFound(reply: Reply<unknown>): boolean {
  return !reply.ok && reply.fault.kind === 'refused' && (reply.fault.status === 404 || reply.fault.status === 410);
}

function requestIdOf(reply: Reply<unknown>): string | null {
  return reply.ok ? reply.requestId : null;
}
