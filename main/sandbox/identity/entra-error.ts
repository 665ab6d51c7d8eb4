import { randomUUID } from 'node:crypto';

/** A refusal in the sign-in service's own form: an OAuth error and its AADSTS number. */
export interface EntraRefusal {
  readonly error: string;
  readonly number: number;
  readonly text: string;
  readonly suberror?: string;
  /** A claims challenge, JSON, that the next sign-in in person must carry. */
  readonly claims?: string;
}

export const refusals = {
  missingParameter: (name: string): EntraRefusal => ({
    error: 'invalid_request',
    number: 900144,
    text: `The request body must contain the following parameter: '${name}'.`,
  }),
  unsupportedGrant: {
    error: 'unsupported_grant_type',
    number: 70003,
    text: 'The app requested an unsupported grant type.',
  },
  unsupportedResponse: {
    error: 'unsupported_response_type',
    number: 70005,
    text: 'The sandbox tenant answers response_type=code alone.',
  },
  redirectNotRegistered: {
    error: 'invalid_request',
    number: 50011,
    text: 'The redirect URI specified in the request does not match the redirect URIs configured for the application.',
  },
  challengeMissing: {
    error: 'invalid_request',
    number: 50147,
    text: 'The code challenge is missing or is not an S256 challenge.',
  },
  userDeclined: { error: 'access_denied', number: 65004, text: 'The user declined to sign in to the application.' },
  codeUnknown: { error: 'invalid_grant', number: 70000, text: "The provided value for 'code' is not valid." },
  codeRedeemed: { error: 'invalid_grant', number: 54005, text: 'The authorization code was already redeemed.' },
  codeExpired: { error: 'invalid_grant', number: 70008, text: 'The provided authorization code has expired.' },
  codeForAnotherAddress: {
    error: 'invalid_grant',
    number: 500112,
    text: 'The reply address does not match the one provided when the authorization code was requested.',
  },
  verifierWrong: {
    error: 'invalid_grant',
    number: 501481,
    text: 'The code_verifier does not match the code_challenge supplied in the authorization request.',
  },
  refreshUnknown: {
    error: 'invalid_grant',
    number: 9002313,
    text: 'The provided refresh token is malformed or not valid.',
    suberror: 'bad_token',
  },
  refreshExpired: {
    error: 'invalid_grant',
    number: 700082,
    text: 'The refresh token has expired due to inactivity.',
    suberror: 'bad_token',
  },
  refreshRevoked: {
    error: 'invalid_grant',
    number: 50173,
    text: 'The provided grant has expired due to it being revoked, a fresh sign-in is needed.',
    suberror: 'bad_token',
  },
  consentMissing: {
    error: 'invalid_grant',
    number: 65001,
    text: 'The user or administrator has not consented to use the application.',
    suberror: 'consent_required',
  },
  blockedByPolicy: {
    error: 'access_denied',
    number: 53003,
    text: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  },
  inPersonNeeded: (claims: string): EntraRefusal => ({
    error: 'interaction_required',
    number: 50076,
    text: 'Due to a configuration change made by the administrator, the user must sign in again in person.',
    suberror: 'basic_action',
    claims,
  }),
  devicePending: {
    error: 'authorization_pending',
    number: 70016,
    text: 'The user has not completed the sign-in yet. Continue polling.',
  },
  deviceTooFast: { error: 'slow_down', number: 70018, text: 'The device polls faster than its interval allows.' },
  deviceDeclined: { error: 'authorization_declined', number: 70017, text: 'The user declined the sign-in.' },
  deviceExpired: { error: 'expired_token', number: 70020, text: 'The device code has expired.' },
  deviceUnknown: {
    error: 'bad_verification_code',
    number: 70019,
    text: 'The verification code is not valid or was already used.',
  },
} as const satisfies Record<string, EntraRefusal | ((argument: string) => EntraRefusal)>;

/** The body of a refused token request. */
export function entraErrorBody(refusal: EntraRefusal, nowMs: number): Record<string, unknown> {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const timestamp = `${new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    error: refusal.error,
    error_description: `AADSTS${refusal.number}: ${refusal.text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [refusal.number],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    ...(refusal.suberror === undefined ? {} : { suberror: refusal.suberror }),
    ...(refusal.claims === undefined ? {} : { claims: refusal.claims }),
  };
}
