import { randomBytes } from 'node:crypto';
import {
  CryptoProvider,
  PromptValue,
  ResponseMode,
  type AuthenticationResult,
  type DeviceCodeRequest,
  type INetworkModule,
  type PublicClientApplication,
} from '@azure/msal-node';
import type { AccountRow } from '../../../contract/accounts.ts';
import { signInFailure } from '../../core/accounts/sign-in-faults.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { AccountStore } from '../../core/ports/account-store.ts';
import type { Clock } from '../../core/ports/time.ts';
import type { SealedStore } from '../sqlite/sealed-store.ts';
import { demandedClaimsName, readDemandedClaims } from './demanded-claims.ts';
import { nameMsalFault, type MsalFaultName } from './describe-msal-fault.ts';
import { endWith } from './end-with.ts';
import { identityNetwork, patientNetwork } from './identity-network.ts';
import { listenForReply, type AuthorizeReply } from './listen-for-reply.ts';
import { accountIdOf, createMsalClient } from './msal-client.ts';
import { keepCache } from './sealed-cache.ts';
import { requestedScopes, type SignInTarget } from './sign-in-target.ts';
import type { TokenShare } from './token-share.ts';

export interface MsalSignInDeps {
  readonly target: SignInTarget;
  readonly sealed: SealedStore;
  readonly accounts: AccountStore;
  readonly clock: Clock;
  /** With other processes of the same installation; null for one on its own. */
  readonly share?: TokenShare | null;
}

interface SignInRequest {
  readonly loginHint: string | null;
  /** Permissions to ask for beside those for mail. */
  readonly scopes?: readonly string[];
  readonly signal: AbortSignal;
}

export interface DeviceCodePrompt {
  readonly url: string;
  readonly code: string;
  /** The service's own sentence for the person. */
  readonly message: string;
}

/** Both ways end with the account stored as connected and its tokens sealed, or with `sign_in_failed` and nothing stored. */
export interface MsalSignIn {
  /** `openPage` shows the address to the person: nothing else may read it. */
  withBrowser(request: SignInRequest, openPage: (url: string) => void): Promise<AccountRow>;
  withDeviceCode(request: SignInRequest, showCode: (prompt: DeviceCodePrompt) => void): Promise<AccountRow>;
}

const waitMs = 300_000;

export function createMsalSignIn(deps: MsalSignInDeps): MsalSignIn {
  return {
    withBrowser: (request, openPage) =>
      attempt(deps, request, identityNetwork, (client, claims) =>
        askInBrowser(client, claims, deps.clock, request, openPage),
      ),
    withDeviceCode: (request, showCode) =>
      attempt(
        deps,
        request,
        (signal) => patientNetwork(identityNetwork(signal), (delayMs) => deps.clock.sleep(delayMs, signal)),
        (client, claims) => askForCode(client, claims, request, showCode),
      ),
  };
}

/** A new client with an empty cache: what it holds afterwards is this one sign-in and nothing else. */
async function attempt(
  { target, sealed, accounts, clock, share = null }: MsalSignInDeps,
  { loginHint, signal }: SignInRequest,
  network: (signal: AbortSignal) => INetworkModule,
  ask: (client: PublicClientApplication, claims: string | null) => Promise<AuthenticationResult>,
): Promise<AccountRow> {
  const client = createMsalClient(target, network(signal));
  const claims = await readDemandedClaims(sealed, accounts, loginHint);
  const result = await ask(client, claims).catch((error: unknown) => {
    throw signal.aborted ? cancelled() : signInFailed(error);
  });
  const { account } = result;
  if (account === null) throw refused({ code: 'no_account', number: null });
  const row: AccountRow = {
    id: accountIdOf(account),
    address: account.username,
    name: account.name ?? null,
    tenant: account.tenantId,
    cloud: target.cloud,
    state: 'connected',
    scopes: result.scopes,
    clientId: target.clientId,
  };
  // Tokens first: an account without them would only look connected.
  // What the others have is of an earlier sign-in.
  await share?.remove(row.id);
  await keepCache(sealed, row.id, share, client.getTokenCache().serialize());
  accounts.upsert(row, clock.nowMs());
  sealed.remove(demandedClaimsName(row.id));
  return row;
}

/** Authorization code with PKCE S256, our own state and nonce, and the reply by form post on loopback. */
async function askInBrowser(
  client: PublicClientApplication,
  claims: string | null,
  clock: Clock,
  { loginHint, scopes = [], signal }: SignInRequest,
  openPage: (url: string) => void,
): Promise<AuthenticationResult> {
  const state = randomBytes(32).toString('base64url');
  const nonce = randomBytes(32).toString('base64url');
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const listener = await listenForReply(state);
  try {
    const asked = {
      scopes: [...requestedScopes, ...scopes],
      redirectUri: listener.redirectUri,
      nonce,
      ...(claims === null ? {} : { claims }),
    };
    const url = await client.getAuthCodeUrl({
      ...asked,
      state,
      responseMode: ResponseMode.FORM_POST,
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
      ...(loginHint === null ? { prompt: PromptValue.SELECT_ACCOUNT } : { loginHint }),
    });
    openPage(url);
    const reply = await waitForReply(listener.reply, clock, signal);
    if (reply.kind === 'error') throw refusedByPage(reply);
    return await client.acquireTokenByCode({
      ...asked,
      code: reply.code,
      codeVerifier: verifier,
      clientInfo: reply.clientInfo,
    });
  } finally {
    listener.close();
  }
}

async function waitForReply(
  reply: Promise<AuthorizeReply>,
  clock: Clock,
  signal: AbortSignal,
): Promise<AuthorizeReply> {
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  try {
    return await Promise.race([
      reply,
      clock.sleep(waitMs, either).then(() => {
        throw signal.aborted ? cancelled() : tooLate();
      }),
    ]);
  } finally {
    ended.abort();
  }
}

async function askForCode(
  client: PublicClientApplication,
  claims: string | null,
  { scopes = [], signal }: SignInRequest,
  showCode: (prompt: DeviceCodePrompt) => void,
): Promise<AuthenticationResult> {
  const request: DeviceCodeRequest = {
    scopes: [...requestedScopes, ...scopes],
    ...(claims === null ? {} : { claims }),
    deviceCodeCallback: ({ userCode, verificationUri, message }) =>
      showCode({ url: verificationUri, code: userCode, message }),
  };
  // MSAL looks at this between two polls only; the person should not have to wait for that.
  signal.addEventListener('abort', () => (request.cancel = true), { once: true });
  const result = await endWith(client.acquireTokenByDeviceCode(request), signal);
  if (result === null) throw refused({ code: 'no_answer', number: null });
  return result;
}

function signInFailed(error: unknown): MailroomError {
  return error instanceof MailroomError ? error : refused(nameMsalFault(error));
}

function refusedByPage({ error, description }: { error: string; description: string }): MailroomError {
  const number = /\bAADSTS\d{4,8}\b/.exec(description)?.[0] ?? null;
  return refused({ code: /^[a-z_]{1,60}$/.test(error) ? error : 'unexpected_answer', number });
}

function refused({ code, number }: MsalFaultName): MailroomError {
  const known = signInFailure(code, number);
  const { message, remediation } = known ?? generalWords(code, number);
  return new MailroomError('sign_in_failed', {
    message,
    remediation,
    details: { oauth_error: code, ...(number === null ? {} : { aadsts: number }), ...known?.details },
    retriable: true,
  });
}

function generalWords(code: string, number: string | null): { readonly message: string; readonly remediation: string } {
  if (code === 'network_error') {
    return {
      message: 'The sign-in service could not be reached. Nothing was stored.',
      remediation: 'Check the network connection and sign in again.',
    };
  }
  return {
    message: `The sign-in was not completed (${number ?? code}). Nothing was stored.`,
    remediation: 'Sign in again. If it fails in the same way, docs/sign-in.md lists what each number asks for.',
  };
}

function cancelled(): MailroomError {
  return new MailroomError('sign_in_failed', {
    message: 'The sign-in was cancelled. Nothing was stored.',
    remediation: 'Sign in again when you are ready.',
    details: { oauth_error: 'cancelled' },
    retriable: true,
  });
}

function tooLate(): MailroomError {
  return new MailroomError('sign_in_failed', {
    message: 'Nobody finished the sign-in page within five minutes. Nothing was stored.',
    remediation: 'Sign in again.',
    details: { oauth_error: 'timed_out' },
    retriable: true,
  });
}
