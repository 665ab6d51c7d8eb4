import type { ErrorCode, ProviderCode, StructuredError } from '../../../contract/errors.ts';
import { structuredError } from '../mailroom-error.ts';
import type { ServiceFault, ServiceRefusal } from '../ports/reply.ts';

/** What opening an upload session is called where its failure is told. */
export const OPENING_UPLOAD = 'opening an upload';

type Words = Pick<StructuredError, 'error_code' | 'message' | 'remediation' | 'retriable'>;

/**
 * Turns a fault of the service into the structured error of row SM4, with the second family of codes (row MP4)
 * beside it. `doing` completes "while …" and `as` replaces the general code by the step's own (row US10).
 */
export function describeFault(fault: ServiceFault, doing: string, as?: ErrorCode): StructuredError {
  const words = wordsFor(fault, doing);
  const error_code = as !== undefined && isGeneral(words.error_code) ? as : words.error_code;
  return structuredError(error_code, { ...words, details: detailsOf(fault) });
}

/** Codes that say only what class of answer it was; a step's own code says more. */
function isGeneral(code: ErrorCode): boolean {
  return code === 'graph_4xx' || code === 'graph_5xx' || code === 'provider_unavailable';
}

function wordsFor(fault: ServiceFault, doing: string): Words {
  switch (fault.kind) {
    case 'paced':
      return {
        error_code: 'throttled_429',
        message: 'Microsoft 365 asked us to slow down.',
        remediation: 'Nothing to do: it continues by itself.',
        retriable: true,
      };
    case 'signInNeeded':
      return {
        error_code: 'oauth_token_expired',
        message: 'Microsoft 365 wants you to sign in again. Drafts and uploads wait.',
        remediation: 'Sign in again with "mailroom login".',
        retriable: true,
      };
    case 'neverSent':
      return {
        error_code: 'provider_unavailable',
        message: `Microsoft 365 could not be reached while ${doing}. Nothing is lost.`,
        remediation: 'Check the network. Mailroom tries again by itself.',
        retriable: true,
      };
    case 'lost':
      return {
        error_code: 'provider_unavailable',
        message: `The connection was lost while ${doing}. Nothing is lost.`,
        remediation: 'Mailroom looks at the server and continues by itself.',
        retriable: true,
      };
    case 'refused':
      return wordsForRefusal(fault, doing);
  }
}

function wordsForRefusal(fault: ServiceRefusal, doing: string): Words {
  const code = fault.code.toLowerCase();
  if (fault.status === 429) {
    return {
      error_code: 'throttled_429',
      message: 'Microsoft 365 asked us to slow down.',
      remediation: 'Nothing to do: it continues by itself.',
      retriable: true,
    };
  }
  if (fault.status === 401) {
    return {
      error_code: code.includes('expired') ? 'oauth_token_expired' : 'oauth_token_invalid',
      message: `Microsoft 365 did not accept the sign-in while ${doing}. Drafts and uploads wait.`,
      remediation: 'Sign in again with "mailroom login".',
      retriable: true,
    };
  }
  if (fault.from !== undefined && fault.status === 403) return wordsForDelegate(code, fault.from, doing);
  if (code === 'errormessagesizeexceeded' || fault.status === 413) {
    return {
      error_code: 'provider_payload_too_large',
      message: `The mailbox refused the message as too large while ${doing}. Nothing was sent.`,
      remediation: 'Send fewer or smaller files, or ask your administrator for a larger message limit.',
      retriable: false,
    };
  }
  if (fault.status === 403) {
    return {
      error_code: 'graph_4xx',
      message: `Microsoft 365 refused permission while ${doing}.`,
      remediation: 'Ask your administrator for the permission that "mailroom doctor" lists as missing.',
      retriable: false,
    };
  }
  if (fault.status === 503) {
    return {
      error_code: 'provider_unavailable',
      message: `Microsoft 365 was not available while ${doing}. Nothing is lost.`,
      remediation: 'Mailroom tries again by itself.',
      retriable: true,
    };
  }
  if (fault.status >= 500) {
    return {
      error_code: 'graph_5xx',
      message: `Microsoft 365 had a trouble of its own while ${doing}. Nothing is lost.`,
      remediation: 'Mailroom tries again by itself.',
      retriable: true,
    };
  }
  return {
    error_code: 'graph_4xx',
    message: `Microsoft 365 refused the request while ${doing}.`,
    remediation: 'Correct what the details name and send again; nothing was sent.',
    retriable: false,
  };
}

/** What one may not do under another's address. Where the files are concerned, the step says so by its own code. */
function wordsForDelegate(code: string, from: string, doing: string): Words {
  if (code === 'errorsendasdenied') {
    return {
      error_code: 'send_as_denied',
      message: `You do not have Send As for ${from}. Not sent.`,
      remediation: `Send it as yourself, or ask your administrator for Send As on ${from}.`,
      retriable: false,
    };
  }
  if (code === 'consentrequired') {
    return {
      error_code: 'delegation_not_allowed',
      message: `Mailroom may not use ${from} for you yet.`,
      remediation: 'Allow it with one more sign-in: mailroom login --shared.',
      retriable: false,
    };
  }
  if (doing === OPENING_UPLOAD) {
    return {
      error_code: 'shared_mailbox_files_refused',
      message: `You can write in ${from} but not attach files over 3 MB there.`,
      remediation: 'Send it from your own mailbox, or ask your administrator.',
      retriable: false,
    };
  }
  return {
    error_code: 'delegation_refused',
    message: `Microsoft 365 did not let you use ${from} while ${doing}.`,
    remediation: `Send it from your own mailbox, or ask your administrator for Full Access to ${from}.`,
    retriable: false,
  };
}

function detailsOf(fault: ServiceFault): StructuredError['details'] {
  const details: StructuredError['details'] = {};
  const provider = providerCodeOf(fault);
  if (provider !== null) details['provider_code'] = provider;
  switch (fault.kind) {
    case 'refused':
      details['http_status'] = fault.status;
      if (fault.code !== '') details['graph_code'] = fault.code;
      if (fault.requestId !== null) details['request_id'] = fault.requestId;
      details['client_request_id'] = fault.clientRequestId;
      if (fault.retryAfterMs !== null) details['retry_after_seconds'] = fault.retryAfterMs / 1000;
      return details;
    case 'lost':
      details['client_request_id'] = fault.clientRequestId;
      details['detail'] = fault.detail;
      return details;
    case 'neverSent':
    case 'signInNeeded':
      details['detail'] = fault.detail;
      return details;
    case 'paced':
      details['because'] = fault.because;
      return details;
  }
}

/**
 * The code of row MP4 for a fault, or null where that family has none.
 * @testexport
 */
export function providerCodeOf(fault: ServiceFault): ProviderCode | null {
  switch (fault.kind) {
    case 'paced':
      return 'MS_API_THROTTLED_429';
    case 'signInNeeded':
      return 'MS_AUTH_EXPIRED';
    case 'neverSent':
    case 'lost':
      return null;
    case 'refused':
      return byGraphCode[fault.code.toLowerCase()] ?? byStatus(fault.status);
  }
}

const byGraphCode: Record<string, ProviderCode> = {
  invalidauthenticationtoken: 'MS_AUTH_INVALID',
  unauthenticated: 'MS_AUTH_INVALID',
  expiredauthenticationtoken: 'MS_AUTH_EXPIRED',
  insufficientpermissions: 'MS_AUTH_INSUFFICIENT_PERMS',
  erroraccessdenied: 'MS_AUTH_INSUFFICIENT_PERMS',
  accessdenied: 'MS_AUTH_INSUFFICIENT_PERMS',
  authorization_requestdenied: 'MS_AUTH_INSUFFICIENT_PERMS',
  toomanyrequests: 'MS_API_THROTTLED_429',
  applicationthrottled: 'MS_API_THROTTLED_429',
  activitylimitreached: 'MS_API_THROTTLED_429',
  serviceunavailable: 'MS_API_UNAVAILABLE_503',
  servicenotavailable: 'MS_API_UNAVAILABLE_503',
  invalidrecipients: 'INVALID_RECIPIENT',
  errorinvalidrecipients: 'INVALID_RECIPIENT',
  requestbodytoolarge: 'ATTACHMENT_TOO_LARGE',
  attachmentsizelimitexceeded: 'ATTACHMENT_TOO_LARGE',
  errormessagesizeexceeded: 'ATTACHMENT_TOO_LARGE',
  messageblocked: 'MS_PROVIDER_POLICY_BLOCKED',
  recipientnotfound: 'RECIPIENT_NOT_FOUND',
};

function byStatus(status: number): ProviderCode | null {
  switch (status) {
    case 401:
      return 'MS_AUTH_INVALID';
    case 403:
      return 'MS_AUTH_INSUFFICIENT_PERMS';
    case 413:
      return 'ATTACHMENT_TOO_LARGE';
    case 429:
      return 'MS_API_THROTTLED_429';
    case 503:
      return 'MS_API_UNAVAILABLE_503';
    default:
      return null;
  }
}
