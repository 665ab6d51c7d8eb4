import { GraphError, badRequest } from '../http/graph-error.ts';
import type { Reply } from '../http/reply.ts';
import type { MailRequest } from '../mail/request.ts';
import { readTop } from '../odata/read-query.ts';
import { type Group, groups } from './groups.ts';

/** Of filters, the one by address. */
export function listGroups(request: MailRequest): Reply {
  const filter = request.query.get('$filter');
  const address = filter === null ? null : /^\s*mail eq '((?:[^']|'')*)'\s*$/.exec(filter)?.[1];
  if (address === undefined)
    throw badRequest('Unsupported or invalid query filter clause.', 'Request_UnsupportedQuery');
  const wanted = address?.replaceAll("''", "'").toLowerCase();
  const found = groups.filter(({ mail }) => wanted === undefined || mail === wanted);
  const rows = found.map(({ id, displayName, mail }) => ({ id, displayName, mail, mailEnabled: true }));
  return pageOf(request, 'groups', rows);
}

export function getGroup(request: MailRequest): Reply {
  const { id, displayName, mail } = requireGroup(request);
  return { status: 200, json: selected(request, { id, displayName, mail, mailEnabled: true }) };
}

/** The members of groups within come too, as do those groups themselves. */
export function listTransitiveMembers(request: MailRequest): Reply {
  const members = requireGroup(request).members.map(({ type, id, displayName, mail }) => ({
    '@odata.type': `#microsoft.graph.${type}`,
    id,
    displayName,
    mail,
  }));
  return pageOf(request, 'directoryObjects', members);
}

function requireGroup({ parameters }: MailRequest): Group {
  const found = groups.find(({ id }) => id === parameters['group']);
  if (found !== undefined) return found;
  const message = `Resource '${parameters['group'] ?? ''}' does not exist or one of its queried reference-property objects are not present.`;
  throw new GraphError(404, 'Request_ResourceNotFound', message);
}

/** A hundred to a page unless fewer or more are asked for. */
function pageOf(request: MailRequest, of: string, rows: readonly Readonly<Record<string, unknown>>[]): Reply {
  const { query, tenant, path } = request;
  const top = readTop(query.get('$top') ?? '100');
  const skip = Number.parseInt(query.get('$skiptoken') ?? '0', 10) || 0;
  const next = new URLSearchParams(query);
  next.set('$skiptoken', String(skip + top));
  const isMore = rows.length > skip + top;
  return {
    status: 200,
    json: {
      '@odata.context': `${tenant.origin()}/v1.0/$metadata#${of}`,
      ...(isMore ? { '@odata.nextLink': `${tenant.origin()}${path}?${next.toString()}` } : {}),
      value: rows.slice(skip, skip + top).map((row) => selected(request, row)),
    },
  };
}

function selected({ query }: MailRequest, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = query.get('$select')?.split(',');
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => names === undefined || name.startsWith('@') || names.includes(name)),
  );
}
