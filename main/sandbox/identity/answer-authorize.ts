import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { addConsent } from './consent-store.ts';
import { refusals, type EntraRefusal } from './entra-error.ts';
import { readBody, sendPage } from './http-message.ts';
import { findIdentityUser, newSecret, type IdentityOptions, type IdentityUser } from './identity-context.ts';
import { insertCode, isBlocked, writePerson } from './identity-store.ts';
import { clientInfo } from './issue-tokens.ts';
import { formPostPage, noticePage, pickerPage } from './pages.ts';

const codeLifetimeMs = 600_000;

interface AuthorizeRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly formPost: boolean;
  readonly state: string | null;
  readonly params: URLSearchParams;
}

/**
 * The authorization endpoint: shows the account picker, then answers to the redirect address. With `sandbox_auto=1`
 * beside a `login_hint` it answers at once, for tests that have no person.
 */
export async function answerAuthorize(
  options: IdentityOptions,
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
): Promise<void> {
  const request = parseRequest(url.searchParams);
  // An address that is not registered must not be answered to, only spoken about.
  if ('error' in request) return sendRefusalPage(res, request);
  const { params } = request;
  const refusal = checkRequest(params);
  if (refusal !== null) return answer(res, request, { error: refusal.error, error_description: describe(refusal) });

  const form = req.method === 'POST' ? new URLSearchParams(await readBody(req)) : null;
  if (form?.has('decline')) {
    const declined = refusals.userDeclined;
    return answer(res, request, { error: declined.error, error_description: describe(declined) });
  }
  const chosen = form?.get('user') ?? (params.get('sandbox_auto') === '1' ? params.get('login_hint') : null);
  const user = findIdentityUser(options, chosen);
  if (user === undefined) {
    return sendPage(res, 200, pickerPage(options.listUsers(), url.pathname + url.search, params.get('login_hint')));
  }
  if (isBlocked(options.db, user.id)) {
    const { error } = refusals.blockedByPolicy;
    return answer(res, request, { error, error_description: describe(refusals.blockedByPolicy) });
  }
  return answer(res, request, {
    code: createCode(options, request, user),
    ...(params.get('client_info') === '1' ? { client_info: clientInfo(user) } : {}),
  });
}

function parseRequest(params: URLSearchParams): AuthorizeRequest | EntraRefusal {
  const clientId = params.get('client_id');
  if (clientId === null || clientId === '') return refusals.missingParameter('client_id');
  const redirectUri = params.get('redirect_uri');
  if (redirectUri === null || !isRegistered(redirectUri)) return refusals.redirectNotRegistered;
  const formPost = params.get('response_mode') === 'form_post';
  return { clientId, redirectUri, formPost, state: params.get('state'), params };
}

/** Like a native registration of `http://localhost`: the port is free, the path is not. */
function isRegistered(redirectUri: string): boolean {
  return /^http:\/\/localhost(:\d{1,5})?\/?$/.test(redirectUri);
}

function checkRequest(params: URLSearchParams): EntraRefusal | null {
  if (params.get('response_type') !== 'code') return refusals.unsupportedResponse;
  if (!params.has('scope')) return refusals.missingParameter('scope');
  const isS256 = params.get('code_challenge_method') === 'S256';
  if (!isS256 || !/^[\w-]{43}$/.test(params.get('code_challenge') ?? '')) return refusals.challengeMissing;
  return null;
}

/** Signing in in person is also consenting. */
function createCode(options: IdentityOptions, request: AuthorizeRequest, user: IdentityUser): string {
  const { params } = request;
  const code = newSecret('code');
  writePerson(options.db, user.id, { consented: 1 });
  addConsent(options.db, user.id, params.get('scope') ?? '');
  insertCode(options.db, code, {
    userId: user.id,
    clientId: request.clientId,
    redirectUri: request.redirectUri,
    challenge: params.get('code_challenge') ?? '',
    scopes: params.get('scope') ?? '',
    claims: params.get('claims'),
    nonce: params.get('nonce'),
    expiresAtMs: options.nowMs() + codeLifetimeMs,
  });
  return code;
}

function answer(res: ServerResponse, request: AuthorizeRequest, reply: Record<string, string>): void {
  const fields = request.state === null ? reply : { ...reply, state: request.state };
  if (request.formPost) {
    const nonce = randomBytes(16).toString('base64url');
    return sendPage(res, 200, formPostPage(request.redirectUri, fields, nonce), nonce);
  }
  const target = new URL(request.redirectUri);
  for (const [name, value] of Object.entries(fields)) target.searchParams.set(name, value);
  res.writeHead(302, { location: target.href, 'cache-control': 'no-store' }).end();
}

function sendRefusalPage(res: ServerResponse, refusal: EntraRefusal): void {
  sendPage(res, 400, noticePage('Sign-in is not possible', describe(refusal)));
}

function describe(refusal: EntraRefusal): string {
  return `AADSTS${refusal.number}: ${refusal.text}`;
}
