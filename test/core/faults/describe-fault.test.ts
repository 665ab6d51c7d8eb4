import { describe, expect, it } from 'vitest';
import type { ErrorCode, ProviderCode } from '../../../contract/errors.ts';
import { describeFault, providerCodeOf } from '../../../main/core/faults/describe-fault.ts';
import { lost, neverSent, paced, refused, signInNeeded } from '../../helpers/sample-faults.ts';

type Row = readonly [
  status: number,
  codes: readonly string[],
  code: ErrorCode,
  provider: ProviderCode | null,
  retriable: boolean,
];

/** Every status and code that the service was seen with (docs/graph.md, Errors). */
const refusals: readonly Row[] = [
  [400, ['BadRequest', 'invalidRequest', 'RequestBroker--ParseUri', 'InefficientFilter'], 'graph_4xx', null, false],
  [
    400,
    ['ErrorMimeContentInvalidBase64String', 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize'],
    'graph_4xx',
    null,
    false,
  ],
  [400, ['ErrorInvalidRecipients', 'InvalidRecipients'], 'graph_4xx', 'INVALID_RECIPIENT', false],
  [400, ['RecipientNotFound'], 'graph_4xx', 'RECIPIENT_NOT_FOUND', false],
  [400, ['MessageBlocked'], 'graph_4xx', 'MS_PROVIDER_POLICY_BLOCKED', false],
  [400, ['ErrorMessageSizeExceeded'], 'provider_payload_too_large', 'ATTACHMENT_TOO_LARGE', false],
  [
    401,
    ['InvalidAuthenticationToken', 'unauthenticated', 'AuthenticationError', ''],
    'oauth_token_invalid',
    'MS_AUTH_INVALID',
    true,
  ],
  [401, ['InvalidAudienceForResource'], 'oauth_token_invalid', 'MS_AUTH_INVALID', true],
  [401, ['ExpiredAuthenticationToken'], 'oauth_token_expired', 'MS_AUTH_EXPIRED', true],
  [
    403,
    ['ErrorAccessDenied', 'accessDenied', 'Authorization_RequestDenied', ''],
    'graph_4xx',
    'MS_AUTH_INSUFFICIENT_PERMS',
    false,
  ],
  [
    404,
    ['ErrorItemNotFound', 'itemNotFound', 'ResourceNotFound', 'MailboxNotEnabledForRESTAPI'],
    'graph_4xx',
    null,
    false,
  ],
  [405, ['ErrorAttachmentSessionIsSupportedOnlyForFileAttachments'], 'graph_4xx', null, false],
  [409, ['nameAlreadyExists'], 'graph_4xx', null, false],
  [410, ['SyncStateNotFound', 'resyncRequired'], 'graph_4xx', null, false],
  [412, ['ErrorIrresolvableConflict'], 'graph_4xx', null, false],
  [413, ['', 'RequestBodyTooLarge', 'BadRequest'], 'provider_payload_too_large', 'ATTACHMENT_TOO_LARGE', false],
  [416, ['invalidRange'], 'graph_4xx', null, false],
  [423, [''], 'graph_4xx', null, false],
  [
    429,
    ['ApplicationThrottled', 'TooManyRequests', 'activityLimitReached', 'UnknownError'],
    'throttled_429',
    'MS_API_THROTTLED_429',
    true,
  ],
  [500, ['ErrorInternalServerTransientError', 'ErrorCorruptData', 'generalException', ''], 'graph_5xx', null, true],
  [501, ['NotImplemented'], 'graph_5xx', null, true],
  [502, ['UnknownError', ''], 'graph_5xx', null, true],
  [503, ['serviceNotAvailable', 'UnknownError', ''], 'provider_unavailable', 'MS_API_UNAVAILABLE_503', true],
  [504, ['UnknownError', ''], 'graph_5xx', null, true],
  [507, ['quotaLimitReached', 'ErrorQuotaExceeded'], 'graph_5xx', null, true],
];

describe('describeFault', () => {
  const rows = refusals.flatMap(([status, codes, ...rest]) => codes.map((code) => [status, code, ...rest] as const));

  it.each(rows)('SM4, MP4: %i "%s" is %s with %s', (status, graphCode, code, provider, retriable) => {
    for (const spelled of [graphCode, graphCode.toLowerCase(), graphCode.toUpperCase()]) {
      const error = describeFault(refused(status, { code: spelled, requestId: 'r-1' }), 'sending');
      expect(error).toMatchObject({ error_code: code, retriable, field: null });
      expect(error.details['provider_code'] ?? null).toBe(provider);
      expect(error.details).toMatchObject({ http_status: status, request_id: 'r-1', client_request_id: 'client-1' });
      expect(error.message).not.toBe('');
      expect(error.remediation).not.toBe('');
    }
  });

  it.each([
    ['paced', paced, 'throttled_429', 'MS_API_THROTTLED_429'],
    ['signInNeeded', signInNeeded, 'oauth_token_expired', 'MS_AUTH_EXPIRED'],
    ['neverSent', neverSent, 'provider_unavailable', null],
    ['lost', lost, 'provider_unavailable', null],
  ] as const)('SM4, MP4: describes %s, which has no status', (_name, fault, code, provider) => {
    expect(describeFault(fault, 'sending')).toMatchObject({ error_code: code, retriable: true });
    expect(providerCodeOf(fault)).toBe(provider);
  });

  it('US10: says how long a throttle lasts, in seconds', () => {
    const error = describeFault(refused(429, { retryAfterMs: 2_128 }), 'uploading a file');
    expect(error.details['retry_after_seconds']).toBe(2.128);
  });

  it('US10: puts the code of a step in place of a general one, and never of one that says more', () => {
    const as = 'provider_upload_chunk_failed';
    for (const status of [400, 404, 500, 503]) {
      expect(describeFault(refused(status), 'uploading a file', as).error_code).toBe(as);
    }
    expect(describeFault(lost, 'uploading a file', as).error_code).toBe(as);
    expect(describeFault(refused(429), 'uploading a file', as).error_code).toBe('throttled_429');
    expect(describeFault(refused(413), 'uploading a file', as).error_code).toBe('provider_payload_too_large');
    expect(describeFault(refused(401), 'uploading a file', as).error_code).toBe('oauth_token_invalid');
  });

  it('tells what was being done, and never quotes the service, whose words may hold an address', () => {
    const fault = refused(400, { message: 'The address person@example.com is not known.' });
    const text = JSON.stringify(describeFault(fault, 'creating the draft'));
    expect(text).toContain('while creating the draft');
    expect(text).not.toContain('person@example.com');
  });
});
