import { MailroomError } from '../mailroom-error.ts';
import type { SizeLimit, SizeVerdict } from './size-budget.ts';

/** "About 46 MB once encoded; bob@fabrikam.example accepts 35 MB." */
export function describeOverLimit({ encodedBytes, limit }: SizeVerdict): string {
  return `About ${roundedUp(encodedBytes)} MB once encoded; ${clauseOf(limit)}.`;
}

/** Completes "limit set by …". */
export function limitOwner(limit: SizeLimit): string {
  switch (limit.by) {
    case 'recipient':
      return limit.address;
    case 'mailbox':
      return `your mailbox, learnt on ${dateOf(limit.learntAtMs)}`;
    case 'service':
      return 'Microsoft 365';
  }
}

/** Refuses a message before any byte of it moves (row US6). */
export function tooLarge(verdict: SizeVerdict): MailroomError {
  const { limit } = verdict;
  return new MailroomError('provider_payload_too_large', {
    message: `${describeOverLimit(verdict)} Nothing was sent.`,
    remediation: 'Share a file as a link (--link, --link-over-limit), or choose smaller files.',
    field: 'attachments',
    details: {
      provider_code: 'ATTACHMENT_TOO_LARGE',
      encoded_bytes: verdict.encodedBytes,
      limit_bytes: limit.bytes,
      limit_set_by: limit.by,
    },
  });
}

function clauseOf(limit: SizeLimit): string {
  switch (limit.by) {
    case 'recipient':
      return `${limit.address} accepts ${roundedDown(limit.bytes)} MB`;
    case 'mailbox':
      return `your mailbox refused more than ${roundedDown(limit.bytes)} MB on ${dateOf(limit.learntAtMs)}`;
    case 'service':
      return `Microsoft 365 accepts ${roundedDown(limit.bytes)} MB`;
  }
}

function dateOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/** A size is rounded up and a limit down, so that what is over it never reads as if it just fitted. */
function roundedUp(bytes: number): string {
  const digits = bytes < 100e6 ? 10 : 1;
  return String(Math.ceil((bytes / 1e6) * digits) / digits);
}

function roundedDown(bytes: number): string {
  return String(Math.floor(bytes / 1e5) / 10);
}
