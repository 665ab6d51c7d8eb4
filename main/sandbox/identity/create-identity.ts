import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerAuthorize } from './answer-authorize.ts';
import { answerDeviceApproval, answerDeviceCode } from './answer-device.ts';
import { answerToken } from './answer-token.ts';
import { readBody, sendJson } from './http-message.ts';
import { applyIdentityAction, identityAction, type IdentityAction } from './identity-control.ts';
import type { IdentityOptions } from './identity-context.ts';
import { identitySchema } from './identity-schema.ts';
import { authorityHost } from './issue-tokens.ts';
import { verifyBearer, type BearerVerdict } from './verify-bearer.ts';

/** OpenID Connect discovery document. The authority is a name that never resolves; the endpoints are where we listen. */
export interface IdentityMetadata {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly device_authorization_endpoint: string;
  readonly jwks_uri: string;
  readonly response_types_supported: readonly string[];
  readonly response_modes_supported: readonly string[];
  readonly code_challenge_methods_supported: readonly string[];
}

export interface Identity {
  /** Answers a request of the sign-in service; false when the address is somebody else's. */
  handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<boolean>;
  verifyBearer(authorization: string | undefined): BearerVerdict;
  metadata(): IdentityMetadata;
  /** The same as `POST /sandbox/identity`. Returns false when the named person does not exist. */
  control(action: IdentityAction): boolean;
}

/** One path for every tenant: the sandbox has one, and clients ask for it by any of its names. */
const tenantPath =
  /^\/[\w.-]+\/(oauth2\/v2\.0\/(?:authorize|token|devicecode)|oauth2\/deviceauth|v2\.0\/\.well-known\/openid-configuration|discovery\/v2\.0\/keys)$/;

/** The sandbox tenant's sign-in service: the part of Microsoft's identity platform that a native application meets. */
export function createIdentity(options: IdentityOptions): Identity {
  options.db.exec(identitySchema);
  const endpoint = (path: string): string => `${options.origin()}/organizations/${path}`;

  async function handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<boolean> {
    if (url.pathname === '/sandbox/identity') {
      await answerControl(options, req, res);
      return true;
    }
    const route = tenantPath.exec(url.pathname)?.[1];
    switch (route) {
      case 'oauth2/v2.0/authorize':
        await answerAuthorize(options, req, res, url);
        return true;
      case 'oauth2/v2.0/token':
        await answerToken(options, req, res);
        return true;
      case 'oauth2/v2.0/devicecode':
        await answerDeviceCode(options, req, res, endpoint('oauth2/deviceauth'));
        return true;
      case 'oauth2/deviceauth':
        await answerDeviceApproval(options, req, res);
        return true;
      case 'v2.0/.well-known/openid-configuration':
        sendJson(res, 200, metadata());
        return true;
      case 'discovery/v2.0/keys':
        sendJson(res, 200, { keys: [] });
        return true;
      default:
        return false;
    }
  }

  function metadata(): IdentityMetadata {
    return {
      issuer: `https://${authorityHost}/{tenantid}/v2.0`,
      authorization_endpoint: endpoint('oauth2/v2.0/authorize'),
      token_endpoint: endpoint('oauth2/v2.0/token'),
      device_authorization_endpoint: endpoint('oauth2/v2.0/devicecode'),
      jwks_uri: endpoint('discovery/v2.0/keys'),
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'form_post'],
      code_challenge_methods_supported: ['S256'],
    };
  }

  return {
    handle,
    metadata,
    verifyBearer: (authorization) => verifyBearer(options, endpoint('oauth2/v2.0/authorize'), authorization),
    control: (action) => applyIdentityAction(options, identityAction.parse(action)),
  };
}

/** JSON alone, so that a web page elsewhere cannot send it without asking first (a CORS preflight, which is refused). */
async function answerControl(options: IdentityOptions, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const isJson = req.headers['content-type']?.startsWith('application/json') ?? false;
  if (req.method !== 'POST' || !isJson) return sendJson(res, 415, { error: 'POST one action as application/json.' });
  const action = identityAction.safeParse(parseJson(await readBody(req)));
  if (!action.success) return sendJson(res, 400, { error: 'This is not an action of the sign-in service.' });
  const done = applyIdentityAction(options, action.data);
  return sendJson(res, done ? 200 : 404, done ? { ok: true } : { error: 'The sandbox tenant has no such person.' });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
