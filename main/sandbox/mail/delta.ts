import { GraphError, badRequest } from '../http/graph-error.ts';
import type { Reply } from '../http/reply.ts';
import type { Query } from '../odata/read-query.ts';
import { readQuery } from '../odata/read-query.ts';
import type { FolderChange } from '../store/folder-changes.ts';
import { findHorizon, listFolderChanges, listPresent, readGeneration } from '../store/folder-changes.ts';
import type { Folder } from '../store/folders.ts';
import type { MessageRow } from '../store/messages.ts';
import { readMessage } from '../store/messages.ts';
import type { DeltaToken } from './delta-token.ts';
import { readToken, writeToken } from './delta-token.ts';
import { requireFolder } from './folders.ts';
import { renderMessage } from './render-message.ts';
import type { MailRequest } from './request.ts';

type Place = DeltaToken['place'];

interface Page {
  readonly items: readonly object[];
  readonly place: Place;
  readonly isLast: boolean;
  /** Messages shown that count for the limit of a filtered round. */
  readonly shown: number;
}

const largestPage = 1000;

/** One page of what is in a folder, then of what changed in it. */
export function listChanges(request: MailRequest): Reply {
  const { tenant } = request;
  const folder = requireFolder(request);
  const token = openToken(request, folder);
  const query = readDeltaQuery(new URLSearchParams(token.query), tenant.nowMs());
  const { deltaEmptyPages, deltaPageMaximum } = tenant.switches();
  const size = Math.min(request.prefer.pageSize ?? query.top, deltaPageMaximum || largestPage);
  const isEmpty = deltaEmptyPages > 0 && token.pages % (deltaEmptyPages + 1) === deltaEmptyPages;
  const page = isEmpty
    ? { items: [], place: token.place, isLast: false, shown: 0 }
    : readPage(request, token, query, size);
  const next: DeltaToken = {
    ...token,
    issuedAtMs: tenant.nowMs(),
    place: page.place,
    pages: page.isLast ? 0 : token.pages + 1,
    shown: page.isLast ? 0 : token.shown + page.shown,
  };
  const link = `${tenant.origin()}${request.path}?$${page.isLast ? 'delta' : 'skip'}token=${writeToken(next)}`;
  return {
    status: 200,
    json: {
      '@odata.context': `${tenant.origin()}/v1.0/$metadata#Collection(message)`,
      [page.isLast ? '@odata.deltaLink' : '@odata.nextLink']: link,
      value: page.items,
    },
  };
}

/** An empty or an unknown kind of token, such as `latest`, begins a round from nothing. */
function openToken(request: MailRequest, folder: Folder): DeltaToken {
  const { tenant, query } = request;
  const given = query.get('$skiptoken') ?? query.get('$deltatoken') ?? query.get('$deltaToken') ?? '';
  const generation = readGeneration(tenant.db, folder.id);
  const nowMs = tenant.nowMs();
  if (given === '' || given === 'latest') {
    const options = new URLSearchParams([...query].filter(([name]) => !/token$/i.test(name)));
    const startedAt = findHorizon(tenant.db, folder.id, nowMs);
    const place: Place = { kind: 'present', after: null, startedAt };
    const round = { pages: 0, shown: 0, query: options.toString(), issuedAtMs: nowMs };
    return { folderId: folder.id, generation, place, ...round };
  }
  const token = readToken(given);
  if (token.folderId !== folder.id) throw badRequest('The token belongs to another folder.');
  const { deltaTokenLifetimeMs } = tenant.switches();
  const isOld = deltaTokenLifetimeMs > 0 && nowMs - token.issuedAtMs >= deltaTokenLifetimeMs;
  if (isOld || token.generation !== generation) throw stateNotFound(request, token, generation);
  return token;
}

function stateNotFound(request: MailRequest, token: DeltaToken, generation: number): GraphError {
  const { resyncCode, resyncLocation } = request.tenant.switches();
  const options = token.query === '' ? '' : `${token.query}&`;
  const location = `${request.tenant.origin()}${request.path}?${options}$deltatoken=`;
  const text = `The sync state generation is not found; generation=${token.generation};[highest=${generation}].`;
  return new GraphError(410, resyncCode, text, { headers: resyncLocation ? { Location: location } : {} });
}

/** Only the options that delta knows; a filter may name the earliest `receivedDateTime` and nothing else. */
function readDeltaQuery(parameters: URLSearchParams, nowMs: number): Query {
  for (const name of parameters.keys())
    if (!['$select', '$top', '$filter', '$orderby', '$expand'].includes(name))
      throw badRequest(`The query option '${name}' is not supported with change tracking.`);
  const filter = parameters.get('$filter');
  if (filter !== null && !/^\s*receivedDateTime\s+(ge|gt)\s+\S+\s*$/.test(filter))
    throw badRequest('Change tracking is not supported against this filter.', 'ErrorInvalidUrlQueryFilter');
  const order = parameters.get('$orderby');
  if (order !== null && !/^\s*receivedDateTime\s+desc\s*$/.test(order))
    throw badRequest('Change tracking is not supported with this order.');
  return readQuery(parameters, nowMs, null);
}

function readPage(request: MailRequest, token: DeltaToken, query: Query, size: number): Page {
  const { place } = token;
  if (place.kind === 'changes') return readChanges(request, token, place.since, query, size);
  const { deltaFilterMaximum, deltaRepeats } = request.tenant.switches();
  const allowed = query.filter === null ? size : Math.min(size, deltaFilterMaximum - token.shown);
  const { db, nowMs } = request.tenant;
  const rows = listPresent(db, token.folderId, { ...place, limit: allowed + 1, nowMs: nowMs(), filter: query.filter });
  const page = rows.slice(0, allowed);
  const items = page.map((row) => renderPresent(request, row, query));
  const isThrough = rows.length <= allowed || allowed < size;
  if (!isThrough) {
    const last = page[Math.max(0, page.length - 1 - deltaRepeats)];
    const after = last === undefined ? place.after : { receivedAtMs: last.receivedAtMs, n: last.n };
    return { items, place: { ...place, after }, isLast: false, shown: page.length };
  }
  const hasChanged = findHorizon(db, token.folderId, nowMs()) > place.startedAt;
  return { items, place: { kind: 'changes', since: place.startedAt }, isLast: !hasChanged, shown: page.length };
}

function readChanges(request: MailRequest, token: DeltaToken, since: number, query: Query, size: number): Page {
  const { db, nowMs, switches } = request.tenant;
  const horizon = Math.max(since, findHorizon(db, token.folderId, nowMs()));
  const { filter } = query;
  const rows = listFolderChanges(db, token.folderId, { since, horizon, limit: size + 1, filter });
  const page = rows.slice(0, size);
  const items = page.map((change) => renderChange(request, change, query));
  if (rows.length <= size) return { items, place: { kind: 'changes', since: horizon }, isLast: true, shown: 0 };
  const last = page[Math.max(0, page.length - 1 - switches().deltaRepeats)];
  return { items, place: { kind: 'changes', since: last?.change ?? since }, isLast: false, shown: 0 };
}

function renderChange(request: MailRequest, change: FolderChange, query: Query): object {
  const row = change.kind === 'present' ? readMessage(request.tenant.db, change.messageN) : undefined;
  if (row !== undefined) return renderPresent(request, row, query);
  const id = request.prefer.immutableIds ? change.immutableId : change.restId;
  const reason = change.kind === 'changed' ? 'changed' : 'deleted';
  return { '@odata.type': '#microsoft.graph.message', id, '@removed': { reason } };
}

function renderPresent(request: MailRequest, row: MessageRow, { select, expand }: Query): object {
  return { '@odata.type': '#microsoft.graph.message', ...renderMessage(request, row, select, expand) };
}
