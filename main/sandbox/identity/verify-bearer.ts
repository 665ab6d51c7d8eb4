import { randomUUID } from 'node:crypto';
import { meetsDemand } from './claims-demand.ts';
import { findIdentityUser, type IdentityOptions } from './identity-context.ts';
import { findAccess, readPerson } from './identity-store.ts';

export type BearerVerdict =
  | { readonly ok: true; readonly userId: string; readonly address: string; readonly scopes: readonly string[] }
  | {
      readonly ok: false;
      readonly status: 401;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: unknown;
    };

/** Judges the Authorization header of a call to the mail service. */
export function verifyBearer(
  options: IdentityOptions,
  authorizationEndpoint: string,
  authorization: string | undefined,
): BearerVerdict {
  const refuse = (message: string, challenge: string): BearerVerdict => ({
    ok: false,
    status: 401,
    headers: { 'www-authenticate': `Bearer realm="", authorization_uri="${authorizationEndpoint}"${challenge}` },
    body: errorBody(message, options.nowMs()),
  });

  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return refuse('Access token is empty.', '');
  const row = findAccess(options.db, token);
  const user = row === undefined ? undefined : findIdentityUser(options, row.userId);
  if (row === undefined || user === undefined) return refuse('The access token is malformed or not known.', '');
  if (row.expiresAtMs <= options.nowMs()) {
    return refuse('Lifetime validation failed, the token is expired.', ', error="invalid_token"');
  }
  if (row.revoked === 1) return refuse('The access token was revoked.', ', error="invalid_token"');
  const { demandedClaims } = readPerson(options.db, user.id);
  if (demandedClaims !== null && !meetsDemand(row.claims, demandedClaims)) {
    const claims = Buffer.from(demandedClaims).toString('base64');
    return refuse(
      'Continuous access evaluation resulted in challenge with result: InteractionRequired.',
      `, error="insufficient_claims", claims="${claims}"`,
    );
  }
  return { ok: true, userId: user.id, address: user.address, scopes: row.scopes.split(' ') };
}

function errorBody(message: string, nowMs: number): unknown {
  const requestId = randomUUID();
  return {
    error: {
      code: 'InvalidAuthenticationToken',
      message,
      innerError: {
        date: new Date(nowMs).toISOString().slice(0, 19),
        'request-id': requestId,
        'client-request-id': requestId,
      },
    },
  };
}
