import type { Identity } from '../identity/create-identity.ts';
import type { Tenant } from '../tenant.ts';
import type { User } from '../users.ts';
import { findUser } from '../users.ts';
import { GraphError, accessDenied } from './graph-error.ts';
import { isOpenTo } from './is-open-to.ts';
import type { Route } from './route.ts';

export interface Access {
  readonly user: User;
  /** Null means everything: a static token. */
  readonly scopes: readonly string[] | null;
}

/** A refusal that the identity part has worded. */
export class BearerRefusal extends Error {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  constructor(headers: Readonly<Record<string, string>>, body: unknown) {
    super('The bearer token was refused.');
    this.headers = headers;
    this.body = body;
  }
}

/** Static tokens stand beside signed-in ones: they let a harness drive the tenant without a browser. */
export function authenticate(
  tenant: Tenant,
  identity: Identity,
  staticTokens: Readonly<Record<string, string>>,
  authorization: string | undefined,
): Access {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  const address = token !== undefined && Object.hasOwn(staticTokens, token) ? staticTokens[token] : undefined;
  if (address !== undefined) return { user: requireUser(tenant, address), scopes: null };
  const bearer = identity.verifyBearer(authorization);
  if (!bearer.ok) throw new BearerRefusal(bearer.headers, bearer.body);
  return { user: requireUser(tenant, bearer.userId), scopes: bearer.scopes };
}

const accepted: Record<Route['scope'], readonly string[] | null> = {
  profile: null,
  read: ['Mail.Read', 'Mail.ReadWrite'],
  write: ['Mail.ReadWrite'],
  send: ['Mail.Send'],
  subscribe: ['Mail.ReadBasic', 'Mail.Read'],
  files: ['Files.ReadWrite', 'Files.ReadWrite.All'],
  groups: ['GroupMember.Read.All'],
};

function acceptedScopes(tenant: Tenant, { scope }: Route): readonly string[] | null {
  // What an administrator has consented to is in every token, also unasked.
  if (scope === 'groups' && tenant.switches().groupsConsented) return null;
  const isWidened = scope === 'subscribe' && tenant.switches().writeScopeSubscribes;
  return isWidened ? ['Mail.ReadWrite', ...(accepted.subscribe ?? [])] : accepted[scope];
}

/** Whose mailbox it may be: one's own, or one that was opened to others, and then with a scope of its own. */
export function checkAccess(tenant: Tenant, access: Access, owner: User, route: Route): void {
  const isOwn = owner.id === access.user.id || route.scope === 'profile';
  if (!isOwn && !isOpenTo(tenant, owner, access.user)) throw accessDenied();
  const wanted = acceptedScopes(tenant, route)?.map((scope) => (isOwn ? scope : `${scope}.Shared`)) ?? null;
  const granted = access.scopes?.map((scope) => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase());
  if (granted === undefined || wanted === null) return;
  if (!wanted.some((scope) => granted.includes(scope.toLowerCase()))) throw accessDenied();
}

function requireUser(tenant: Tenant, idOrAddress: string): User {
  const user = findUser(tenant.db, idOrAddress);
  if (user === undefined)
    throw new GraphError(404, 'ErrorInvalidUser', `The requested user '${idOrAddress}' is invalid.`);
  return user;
}
