import type { SandboxFault } from '../../contract/shell.ts';
import type { FaultRule, SignInOrder } from '../adapters/sandbox/sandbox-control.ts';

/** How each fault is caused: by a rule, by a smaller limit of every mailbox, by taking rights, or at the sign-ins. */
export type Cause =
  | { readonly by: 'rule'; readonly rule: FaultRule }
  | { readonly by: 'sizeLimit'; readonly bytes: number }
  | { readonly by: 'rights' }
  | { readonly by: 'signIn'; readonly orders: readonly SignInOrder[] };

/** The running hour ends, so that the next request finds out. */
const endHour: SignInOrder = { action: 'revoke', refresh: false };

/** Mail requests and the upload host; sign-in is left alone. */
const mail = { path: '^/(v1\\.0|api)/' } as const;

/** No two rules have the same action, so that a rule's action tells which fault it is. */
export const faultCauses: Readonly<Record<SandboxFault, Cause>> = {
  throttle: rule({ match: mail, action: 'throttle', times: 2, retryAfter: 5 }),
  serviceError: rule({ match: mail, action: 'status', times: 3, status: 503 }),
  dropMidChunk: rule({ match: { method: 'PUT' }, action: 'dropMidBody', times: 1 }),
  loseSendAnswer: rule({ match: { method: 'POST', path: '/send(Mail)?$' }, action: 'dropAfter', times: 1 }),
  expireSession: rule({ match: { method: 'PUT' }, action: 'expireSession', times: 1 }),
  slowNetwork: rule({ match: mail, action: 'slow', times: 20, delayMs: 1_500 }),
  cutNetwork: rule({ match: {}, action: 'dropBefore', times: 0 }),
  messageTooLarge: { by: 'sizeLimit', bytes: 10_000_000 },
  signInExpires: { by: 'signIn', orders: [{ action: 'revoke' }] },
  claimsDemanded: { by: 'signIn', orders: [{ action: 'demandClaims', inPerson: true }] },
  consentRevoked: { by: 'signIn', orders: [{ action: 'setConsent', consented: false }, endHour] },
  signInBlocked: { by: 'signIn', orders: [{ action: 'block', blocked: true }, endHour] },
  sendAsMissing: { by: 'rights' },
};

function rule(asked: FaultRule): Cause {
  return { by: 'rule', rule: asked };
}
