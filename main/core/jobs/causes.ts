import { jobCause, type JobCause } from '../../../contract/jobs.ts';
import type { AttemptError, DeathReason } from '../ports/job-store.ts';
import { LOOK_KIND, READ_KIND } from '../bounces/bounce-jobs.ts';
import { MESSAGE_KIND, SYNC_KIND } from '../ingest/ingest-jobs.ts';
import { ADVANCE_KIND, DISCARD_KIND } from '../outbox/outbox-jobs.ts';

/** Codes that only say what class of answer it was: the status behind them says which. */
const codesOfManyCauses: readonly string[] = ['graph_4xx', 'graph_5xx'];

/** Why a job failed, as one token: the error code, with the HTTP status behind it where the code alone says too little. */
export function causeOf(error: Pick<AttemptError, 'code' | 'httpStatus'>, death: DeathReason | null): JobCause {
  if (death === 'poison') return jobCause.parse('poison');
  if (death === 'payload-unreadable') return jobCause.parse('payload_unreadable');
  const status =
    codesOfManyCauses.includes(error.code) && error.httpStatus !== null ? `_${String(error.httpStatus)}` : '';
  const cause = jobCause.safeParse(`${error.code}${status}`);
  return cause.success ? cause.data : jobCause.parse('internal_error');
}

/** What kind of work it is, in one word. */
export function workOf(kind: string): string {
  switch (kind) {
    case MESSAGE_KIND:
      return 'Download';
    case ADVANCE_KIND:
      return 'Send';
    case SYNC_KIND:
    case LOOK_KIND:
      return 'Look';
    case READ_KIND:
      return 'Read';
    case DISCARD_KIND:
      return 'Remove';
    case 'jobs.replay':
      return 'Replay';
    case 'merge.advance':
      return 'Merge';
    default:
      return 'Upkeep';
  }
}

/** "Microsoft 365 refused access to the message": what happened, without a code. */
export function causeWords(kind: string, cause: string): string {
  const status = Number(/^graph_[45]xx_(\d{3})$/.exec(cause)?.[1] ?? Number.NaN);
  if (status === 403) return `Microsoft 365 refused access to ${thingOf(kind)}`;
  if (status === 404 || status === 410) return `Microsoft 365 did not find ${thingOf(kind)}`;
  if (cause.startsWith('graph_4xx')) return `Microsoft 365 refused the request${inBrackets(status)}`;
  if (cause.startsWith('graph_5xx')) return `Microsoft 365 had a trouble of its own${inBrackets(status)}`;
  return words[cause] ?? `Failed with the code ${cause}`;
}

function thingOf(kind: string): string {
  return kind === SYNC_KIND || kind === LOOK_KIND ? 'the folder' : 'the message';
}

function inBrackets(status: number): string {
  return Number.isNaN(status) ? '' : ` (${String(status)})`;
}

const words: Readonly<Record<string, string>> = {
  disk_full: 'The disk was full',
  file_damaged: 'The file arrived damaged',
  folder_unusable: 'The folder could not be written to',
  internal_error: 'Something happened that Mailroom did not foresee',
  message_altered_elsewhere: 'The draft was changed outside Mailroom',
  oauth_token_expired: 'The sign-in had ended',
  oauth_token_invalid: 'The sign-in was not accepted',
  payload_unreadable: 'What was to be done could not be read',
  poison: 'Mailroom stopped each time it was tried',
  provider_payload_too_large: 'The mailbox refused it as too large',
  provider_unavailable: 'Microsoft 365 could not be reached',
  provider_upload_chunk_failed: 'A part of a file could not be uploaded',
  provider_upload_finalize_failed: 'The mailbox did not keep an uploaded file',
  provider_upload_session_create_failed: 'The upload of a file could not be begun',
  provider_upload_session_timeout: 'The upload window of a file closed',
  retries_exhausted: 'It failed again and again',
  send_unconfirmed: 'Could not be proven whether it was sent',
  source_missing: 'A file to send was not there any more',
  source_too_large: 'The file is larger than Mailroom was told to fetch',
  source_unreadable: 'A file to send could not be read',
  throttled_429: 'Microsoft 365 asked us to slow down',
};
