import { splitPath } from '../http/split-path.ts';
import { isOpenTo } from '../http/is-open-to.ts';
import { GraphError, accessDenied, badRequest } from '../http/graph-error.ts';
import type { MailRequest } from '../mail/request.ts';
import type { JsonObject } from '../odata/read-json.ts';
import { readEntity, readJson } from '../odata/read-json.ts';
import { findFolder } from '../store/folders.ts';
import type { User } from '../users.ts';
import { findUser } from '../users.ts';
import type { Subscription } from './subscription-store.ts';

/** What a client asks for when it subscribes. Throws the 400 of what the service would not take. */
export function readSubscription(request: MailRequest): Omit<Subscription, 'id'> {
  const body = readEntity(readJson(request.body), 'graph.subscription', 'subscription');
  const [changeType, resource, notificationUrl, expiration] = [
    'changeType',
    'resource',
    'notificationUrl',
    'expirationDateTime',
  ].map((name) => requireText(body, name)) as [string, string, string, string];
  if (body['includeResourceData'] === true)
    throw badRequest('Notifications with resource data are not supported here.', 'InvalidRequest');
  const lifecycleUrl = readText(body, 'lifecycleNotificationUrl');
  const clientState = readText(body, 'clientState');
  if (clientState !== null && clientState.length > 128)
    throw badRequest('Subscription clientState must not be longer than 128 characters.', 'InvalidRequest');
  for (const url of [notificationUrl, lifecycleUrl]) if (url !== null) checkUrl(request, url);
  return {
    creatorId: request.user.id,
    ...readResource(request, resource),
    resource,
    changeTypes: readChangeTypes(changeType),
    notificationUrl,
    lifecycleUrl,
    clientState,
    immutableIds: request.prefer.immutableIds ? 1 : 0,
    expiresAtMs: readExpiration(request, expiration),
    suspendedFromMs: null,
  };
}

/** Too short a time is raised to the shortest there is; too long a one is refused. */
export function readExpiration({ tenant }: MailRequest, text: string): number {
  const { subscriptionMaximumMs, subscriptionMinimumMs } = tenant.switches();
  const atMs = Date.parse(text);
  const nowMs = tenant.nowMs();
  if (Number.isNaN(atMs) || atMs <= nowMs)
    throw badRequest('Subscription expirationDateTime must be in the future.', 'InvalidRequest');
  if (atMs > nowMs + subscriptionMaximumMs)
    throw badRequest(
      `Subscription expiration can only be ${Math.floor(subscriptionMaximumMs / 60_000)} minutes in the future.`,
      'InvalidRequest',
    );
  return Math.max(atMs, nowMs + subscriptionMinimumMs);
}

function readChangeTypes(text: string): string {
  const types = text.split(',').map((type) => type.trim().toLowerCase());
  if (!types.every((type) => ['created', 'updated', 'deleted'].includes(type)))
    throw badRequest(`Invalid 'changeType' attribute: '${text}'.`, 'InvalidRequest');
  return types.join(',');
}

function readResource(request: MailRequest, resource: string): { userId: string; folderId: string | null } {
  const { db } = request.tenant;
  if (resource.includes('?'))
    throw badRequest('A resource with query options is not supported here.', 'InvalidRequest');
  const [root, ...below] = splitPath(resource);
  const isMe = root?.toLowerCase() === 'me';
  const owner = isMe ? request.user : findUser(db, below[0] ?? '');
  const rest = isMe ? below : below.slice(1);
  const isFolder = rest[0]?.toLowerCase() === 'mailfolders' && rest[2]?.toLowerCase() === 'messages';
  const isWhole = rest.length === 1 && rest[0]?.toLowerCase() === 'messages';
  if ((!isMe && root?.toLowerCase() !== 'users') || !(isWhole || (isFolder && rest.length === 3)))
    throw badRequest(`Resource '${resource}' is not supported.`, 'InvalidRequest');
  if (owner === undefined) throw new GraphError(404, 'ErrorInvalidUser', 'The requested user is invalid.');
  checkOwner(request, owner);
  if (isWhole) return { userId: owner.id, folderId: null };
  const folder = findFolder(db, owner.id, rest[1] ?? '');
  if (folder === undefined) throw new GraphError(404, 'ResourceNotFound', `Resource '${resource}' was not found.`);
  return { userId: owner.id, folderId: folder.id };
}

function checkOwner({ tenant, user }: MailRequest, owner: User): void {
  if (owner.id !== user.id && !isOpenTo(tenant, owner, user)) throw accessDenied();
}

/** The service reaches https addresses alone; loopback ones over plain http are this tenant's own allowance. */
function checkUrl({ tenant }: MailRequest, text: string): void {
  const url = URL.parse(text);
  const isLoopback = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url?.protocol === 'https:' || (isLoopback && tenant.switches().plainHttpLoopback)) return;
  throw badRequest(`The address '${text}' for notifications must be an https one.`, 'InvalidRequest');
}

function requireText(body: JsonObject, name: string): string {
  const text = readText(body, name);
  if (text === null || text === '') throw badRequest(`The property '${name}' is required.`, 'InvalidRequest');
  return text;
}

function readText(body: JsonObject, name: string): string | null {
  const value = body[name];
  return typeof value === 'string' ? value : null;
}
