import type { ErrorCode, StructuredError } from '../../contract/errors.ts';

/** Why a message needs somebody, in the few words that fit a row; the whole sentence is its verdict. */
export function shortReason(error: StructuredError | null): string | null {
  return error === null ? null : (words[error.error_code] ?? 'Not sent: open it to see why');
}

const words: Readonly<Partial<Record<ErrorCode, string>>> = {
  oauth_token_invalid: 'Sign-in needed',
  oauth_token_expired: 'Sign-in needed',
  provider_payload_too_large: 'Too large once encoded',
  provider_upload_session_create_failed: 'A file could not be uploaded',
  provider_upload_chunk_failed: 'A file could not be uploaded',
  provider_upload_finalize_failed: 'A file could not be attached',
  provider_upload_session_timeout: 'An upload window closed',
  internal_only_recipient_blocked: 'Internal-only: outside recipient',
  provider_disabled: 'Sending is switched off',
  provider_paused: 'Sending is paused',
  rollout_gated: 'Sending is not enabled here yet',
  validation_error: 'Something in it has to be corrected',
  message_altered_elsewhere: 'Changed in the mailbox meanwhile',
  retries_exhausted: 'Tried as often as makes sense',
  graph_4xx: 'Refused by Microsoft 365',
  source_missing: 'A file is missing',
  source_unreadable: 'A file cannot be read',
  source_changed: 'A file changed',
  disk_full: 'The disk is full',
};
