import { MailroomError } from '../mailroom-error.ts';

/** The words get their links only once the files are in the drive, and for that there has to be a draft. */
export function linksNeedDrafts(): MailroomError {
  return new MailroomError('drive_unavailable', {
    message: 'This account may send but not make drafts, so no file can be shared as a link. Nothing was sent.',
    remediation: 'Attach the file instead, or sign in with Mail.ReadWrite too.',
    field: 'attachments',
  });
}
