import { MailroomError } from '../mailroom-error.ts';
import type { OutboxRecord } from './outbox-record.ts';

/** Throws when the snapshots of a message were released: what needs its bytes must not begin, nor promise anything. */
export function mustHaveFiles({ attachments }: Pick<OutboxRecord, 'attachments'>): void {
  if (attachments.every((attachment) => attachment.isHere)) return;
  throw new MailroomError('source_missing', {
    message:
      'The files of this message are no longer here: it had ended, and Mailroom let go of its copies in due time.',
    remediation: 'Write a new message with the original files. The names and hashes of the old ones are in the outbox.',
    field: 'id',
  });
}
