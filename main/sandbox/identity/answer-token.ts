import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hasConsented } from './consent-store.ts';
import { decideDevice, findDevice, recordPoll } from './device-store.ts';
import { entraErrorBody, refusals, type EntraRefusal } from './entra-error.ts';
import { readBody, sendJson } from './http-message.ts';
import { findIdentityUser, type IdentityOptions } from './identity-context.ts';
import { findCode, findRefresh, isBlocked, readPerson, redeemCode } from './identity-store.ts';
import { issueTokens, type Grant } from './issue-tokens.ts';

type Decision = { readonly grant: Grant } | { readonly refusal: EntraRefusal };

/** RFC 8628's name, and the short one that MSAL still sends. */
const deviceGrantTypes = ['urn:ietf:params:oauth:grant-type:device_code', 'device_code'];

/** The token endpoint: authorization code with PKCE, refresh token, device code. */
export async function answerToken(options: IdentityOptions, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const form = new URLSearchParams(await readBody(req));
  const decision = decide(options, form);
  if ('refusal' in decision) return sendJson(res, 400, entraErrorBody(decision.refusal, options.nowMs()));
  return sendJson(res, 200, issueTokens(options, decision.grant));
}

function decide(options: IdentityOptions, form: URLSearchParams): Decision {
  const clientId = form.get('client_id');
  if (clientId === null || clientId === '') return { refusal: refusals.missingParameter('client_id') };
  const grantType = form.get('grant_type') ?? '';
  if (grantType === 'authorization_code') return grantByCode(options, clientId, form);
  if (grantType === 'refresh_token') return grantByRefresh(options, clientId, form);
  if (deviceGrantTypes.includes(grantType)) return grantByDevice(options, clientId, form);
  return { refusal: refusals.unsupportedGrant };
}

function grantByCode(options: IdentityOptions, clientId: string, form: URLSearchParams): Decision {
  const code = form.get('code') ?? '';
  const row = findCode(options.db, code);
  const user = row === undefined ? undefined : findIdentityUser(options, row.userId);
  if (row === undefined || user === undefined || row.clientId !== clientId) return { refusal: refusals.codeUnknown };
  if (row.expiresAtMs <= options.nowMs()) return { refusal: refusals.codeExpired };
  if (row.redirectUri !== form.get('redirect_uri')) return { refusal: refusals.codeForAnotherAddress };
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  if (challenge !== row.challenge) return { refusal: refusals.verifierWrong };
  if (!redeemCode(options.db, code, options.nowMs())) return { refusal: refusals.codeRedeemed };
  const claims = form.get('claims') ?? row.claims;
  return { grant: { user, clientId, scopes: row.scopes, claims, nonce: row.nonce } };
}

/** Each use gives a new refresh token; the old one stays good, as the real service does it. */
function grantByRefresh(options: IdentityOptions, clientId: string, form: URLSearchParams): Decision {
  const row = findRefresh(options.db, form.get('refresh_token') ?? '');
  const user = row === undefined ? undefined : findIdentityUser(options, row.userId);
  if (row === undefined || user === undefined || row.clientId !== clientId) return { refusal: refusals.refreshUnknown };
  if (row.revoked === 1) return { refusal: refusals.refreshRevoked };
  if (row.expiresAtMs <= options.nowMs()) return { refusal: refusals.refreshExpired };
  const person = readPerson(options.db, user.id);
  if (person.consented === 0) return { refusal: refusals.consentMissing };
  if (person.demandInPerson === 1 && person.demandedClaims !== null) {
    return { refusal: refusals.inPersonNeeded(person.demandedClaims) };
  }
  if (isBlocked(options.db, user.id)) return { refusal: refusals.blockedByPolicy };
  const scopes = form.get('scope') ?? row.scopes;
  if (!hasConsented(options.db, user.id, scopes)) return { refusal: refusals.consentMissing };
  return { grant: { user, clientId, scopes, claims: form.get('claims'), nonce: null } };
}

function grantByDevice(options: IdentityOptions, clientId: string, form: URLSearchParams): Decision {
  const nowMs = options.nowMs();
  const row = findDevice(options.db, form.get('device_code') ?? '');
  if (row === undefined || row.clientId !== clientId || row.state === 'redeemed') {
    return { refusal: refusals.deviceUnknown };
  }
  if (row.expiresAtMs <= nowMs) return { refusal: refusals.deviceExpired };
  if (row.state === 'declined') return { refusal: refusals.deviceDeclined };
  const user = findIdentityUser(options, row.userId);
  if (row.state === 'pending' || user === undefined) {
    const tooFast = row.polledAtMs !== null && nowMs - row.polledAtMs < row.intervalS * 1000;
    // Each slow_down lengthens the interval by five seconds for good (RFC 8628 §3.5).
    recordPoll(options.db, row.hash, nowMs, tooFast ? row.intervalS + 5 : row.intervalS);
    return { refusal: tooFast ? refusals.deviceTooFast : refusals.devicePending };
  }
  if (isBlocked(options.db, user.id)) return { refusal: refusals.blockedByPolicy };
  decideDevice(options.db, row.hash, 'redeemed', user.id);
  const claims = form.get('claims') ?? row.claims;
  return { grant: { user, clientId, scopes: row.scopes, claims, nonce: null } };
}
