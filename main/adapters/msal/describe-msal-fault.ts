import { AuthError, InteractionRequiredAuthError } from '@azure/msal-node';
import { signInReasonOf } from '../../core/accounts/sign-in-faults.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { TokenResult } from '../../core/ports/token-source.ts';

export type TokenFault = Extract<TokenResult, { ok: false }>;

/** OAuth errors that repeating cannot cure. */
const needsPerson: ReadonlySet<string> = new Set([
  'invalid_grant',
  'interaction_required',
  'consent_required',
  'login_required',
  'invalid_client',
  'unauthorized_client',
  'access_denied',
]);

export interface MsalFaultName {
  /** The OAuth or MSAL code, such as `invalid_grant`. */
  readonly code: string;
  /** Such as `AADSTS50173`, when the service gave one: what an administrator looks up. */
  readonly number: string | null;
}

/** The two names of a fault that are safe to show. Descriptions may quote what was sent, so nothing else is taken. */
export function nameMsalFault(error: unknown): MsalFaultName {
  if (!(error instanceof AuthError)) return { code: 'unexpected_answer', number: null };
  // The device flow reports the service's error as the text of its own.
  const said = error.errorCode === 'post_request_failed' ? error.errorMessage : error.errorCode;
  return {
    code: /^[a-z_]{1,60}$/.test(said) ? said : 'unexpected_answer',
    number: /\bAADSTS\d{4,8}\b/.exec(error.errorMessage)?.[0] ?? null,
  };
}

/** Whether waiting helps or only a person does. */
export function tokenFault(error: unknown): TokenFault {
  if (error instanceof MailroomError) return storageFault(error);
  const { code, number } = nameMsalFault(error);
  const detail = number === null ? code : `${code} (${number})`;
  const kind = error instanceof InteractionRequiredAuthError || needsPerson.has(code) ? 'signInNeeded' : 'unavailable';
  const reason = kind === 'signInNeeded' ? signInReasonOf(code, number) : null;
  return kind === 'unavailable' || reason === null ? { ok: false, kind, detail } : { ok: false, kind, detail, reason };
}

/** Our own store failed: with the wrong key nothing can be read, anything else may pass. */
function storageFault({ code }: MailroomError): TokenFault {
  const unreadable = code === 'config_invalid';
  return {
    ok: false,
    kind: unreadable ? 'signInNeeded' : 'unavailable',
    detail: unreadable ? 'the stored sign-in cannot be opened with this key' : code,
  };
}
