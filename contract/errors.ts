import { z } from 'zod';

/**
 * Codes that users and operators see. The first three groups keep the names that dashboards and
 * runbooks were written against (docs/requirements.md, rows SM4, US6, US10, SM7); the last is Mailroom's own.
 */
export const errorCodes = [
  'oauth_token_invalid',
  'oauth_token_expired',
  'throttled_429',
  'provider_unavailable',
  'graph_4xx',
  'graph_5xx',
  'provider_payload_too_large',
  'provider_upload_session_create_failed',
  'provider_upload_chunk_failed',
  'provider_upload_finalize_failed',
  'provider_upload_session_timeout',
  'provider_upload_session_invalid_chunk_size',
  'internal_only_recipient_blocked',
  'provider_disabled',
  'provider_paused',
  'rollout_gated',
  'validation_error',
  'idempotency_key_reused',
  'message_not_found',
  'message_state_conflict',
  'message_altered_elsewhere',
  'send_unconfirmed',
  'retries_exhausted',
  'account_not_found',
  'account_required',
  'sign_in_failed',
  'send_as_denied',
  'shared_mailbox_files_refused',
  'delegation_not_allowed',
  'delegation_refused',
  'source_missing',
  'source_unreadable',
  'source_changed',
  'source_empty',
  'source_too_large',
  'drive_unavailable',
  'drive_full',
  'drive_consent_needed',
  'file_not_found',
  'file_damaged',
  'file_not_opened',
  'folder_unusable',
  'disk_full',
  'database_newer',
  'database_unsafe',
  'data_folder_busy',
  'job_not_found',
  'not_permitted',
  'config_invalid',
  'flag_managed',
  'flags_unavailable',
  'usage_error',
  'internal_error',
] as const;
export const errorCode = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCode>;

/** The second family (row MP4), kept as `details.provider_code` beside the first. */
export const providerCodes = [
  'MS_AUTH_INVALID',
  'MS_AUTH_EXPIRED',
  'MS_AUTH_INSUFFICIENT_PERMS',
  'MS_API_THROTTLED_429',
  'MS_API_UNAVAILABLE_503',
  'INVALID_RECIPIENT',
  'ATTACHMENT_TOO_LARGE',
  'MS_PROVIDER_POLICY_BLOCKED',
  'RECIPIENT_NOT_FOUND',
] as const;
export type ProviderCode = (typeof providerCodes)[number];

/** What happened, what is safe, what next (`remediation`); nothing in it is secret. Row SM4. */
export const structuredError = z.object({
  error_code: errorCode,
  message: z.string(),
  field: z.string().nullable(),
  details: z.record(z.string(), z.json()),
  remediation: z.string(),
  retriable: z.boolean(),
});
export type StructuredError = z.infer<typeof structuredError>;
