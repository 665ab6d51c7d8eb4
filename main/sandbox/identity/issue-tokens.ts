import { newSecret, type IdentityOptions, type IdentityUser } from './identity-context.ts';
import { meetsDemand } from './claims-demand.ts';
import { insertAccess, insertRefresh, readPerson, readSetting, revokeTokens, writePerson } from './identity-store.ts';

/** The issuer's and authority's host. It never resolves, so a client's cached sign-in outlives a change of port. */
export const authorityHost = 'sandbox.invalid';

const refreshLifetimeMs = 90 * 86_400_000;
const protocolScopes: readonly string[] = ['openid', 'profile', 'email', 'offline_access'];

export interface Grant {
  readonly user: IdentityUser;
  readonly clientId: string;
  /** Space-separated, as asked. */
  readonly scopes: string;
  readonly claims: string | null;
  readonly nonce: string | null;
}

/** Makes one set of tokens and returns the body of the token answer. */
export function issueTokens(options: IdentityOptions, grant: Grant): Record<string, unknown> {
  const nowMs = options.nowMs();
  const { user, clientId, claims } = grant;
  const person = readPerson(options.db, user.id);
  const asked = splitScopes(grant.scopes);
  const scopes = grantedScopes(asked, person.allowedScopes);
  const lifetimeS = readSetting(options.db, 'accessTokenLifetimeS');
  const accessToken = newSecret('access');
  const refreshToken = asked.includes('offline_access') ? newSecret('refresh') : null;

  options.db.transaction(() => {
    if (person.demandedClaims !== null && meetsDemand(claims, person.demandedClaims)) {
      // From here on only tokens that carry what was demanded are good.
      writePerson(options.db, user.id, { demandedClaims: null, demandInPerson: 0 });
      revokeTokens(options.db, user.id, { access: true, refresh: false });
    }
    const expiresAtMs = nowMs + lifetimeS * 1000;
    insertAccess(options.db, accessToken, { userId: user.id, scopes, claims, expiresAtMs }, nowMs);
    if (refreshToken !== null) {
      const row = { userId: user.id, clientId, scopes: grant.scopes, expiresAtMs: nowMs + refreshLifetimeMs };
      insertRefresh(options.db, refreshToken, row);
    }
  })();

  return {
    token_type: 'Bearer',
    scope: scopes,
    expires_in: lifetimeS,
    ext_expires_in: lifetimeS,
    access_token: accessToken,
    ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
    ...(asked.includes('openid') ? { id_token: idToken(grant, nowMs, lifetimeS) } : {}),
    client_info: clientInfo(user),
  };
}

export function clientInfo(user: IdentityUser): string {
  return encodeJson({ uid: user.id, utid: user.tenantId });
}

function splitScopes(scopes: string): string[] {
  return scopes
    .split(/\s+/)
    .map((scope) => scope.replace(/^https:\/\/graph\.microsoft\.com\//i, ''))
    .filter((scope) => scope !== '');
}

function grantedScopes(asked: readonly string[], allowedScopes: string | null): string {
  const allowed = allowedScopes === null ? null : splitScopes(allowedScopes);
  return asked
    .filter((scope) => scope !== 'offline_access')
    .filter((scope) => protocolScopes.includes(scope) || (allowed?.includes(scope) ?? true))
    .join(' ');
}

/** Unsigned: the client reads it over the same connection it asked on, and checks no signature. */
function idToken({ user, clientId, nonce }: Grant, nowMs: number, lifetimeS: number): string {
  const nowS = Math.floor(nowMs / 1000);
  const header = encodeJson({ typ: 'JWT', alg: 'none' });
  const payload = encodeJson({
    ver: '2.0',
    iss: `https://${authorityHost}/${user.tenantId}/v2.0`,
    sub: user.id,
    oid: user.id,
    tid: user.tenantId,
    aud: clientId,
    iat: nowS,
    nbf: nowS,
    exp: nowS + lifetimeS,
    name: user.displayName,
    preferred_username: user.address,
    login_hint: user.address,
    ...(nonce === null ? {} : { nonce }),
  });
  return `${header}.${payload}.`;
}

function encodeJson(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
