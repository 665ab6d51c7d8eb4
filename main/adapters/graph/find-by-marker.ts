import type { OutboxId } from '../../../contract/ids.ts';
import { internetMessageId, MARKER_PROPERTY } from '../../core/compose/build-message.ts';
import type { CallContext, FoundMessage } from '../../core/ports/mail-service.ts';
import type { Reply } from '../../core/ports/reply.ts';
import type { GraphClient } from './graph-client.ts';
import { listPages } from './list-pages.ts';
import { messagePath } from './message-path.ts';
import { type GraphMessageAnswer, readMessage } from './read-answer.ts';

type Folder = 'sentitems' | 'drafts';

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

  const sent = await search(client, call, 'sentitems', marker);
  if (!sent.ok) return sent;
  const drafts = known.length > 0 || sent.value.length > 0 ? null : await search(client, call, 'drafts', marker);
  if (drafts !== null && !drafts.ok) return drafts;
  return { ...sent, value: merge(known, sent.value, drafts?.value ?? []) };
}

/** The marker may not reach the copy, or may not be filterable there: then the Message-ID is the second chance. */
async function search(
  client: GraphClient,
  call: CallContext,
  folder: Folder,
  marker: OutboxId,
): Promise<Reply<readonly FoundMessage[]>> {
  const property = `singleValueExtendedProperties/Any(ep: ep/id eq '${MARKER_PROPERTY}' and ep/value eq '${marker}')`;
  const byMarker = await searchFor(client, call, folder, property, marker);
  if (byMarker.ok ? byMarker.value.length > 0 : !isUnsupported(byMarker)) return byMarker;
  const messageId = `internetMessageId eq '${internetMessageId(marker)}'`;
  const byMessageId = await searchFor(client, call, folder, messageId, marker);
  return isUnsupported(byMessageId) ? byMarker : byMessageId;
}

/** The service may not offer a filter; any other failure says nothing about what is there. */
function isUnsupported(reply: Reply<unknown>): boolean {
  return !reply.ok && reply.fault.kind === 'refused' && [400, 404, 501].includes(reply.fault.status);
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

async function searchFor(
  client: GraphClient,
  call: CallContext,
  folder: Folder,
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
