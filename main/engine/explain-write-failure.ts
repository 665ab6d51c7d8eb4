import type { StructuredError } from '../../contract/errors.ts';
import { MailroomError, structuredError } from '../core/mailroom-error.ts';
import type { ExportableFile, WriteResult } from '../core/ports/file-exports.ts';

type Failed = Extract<WriteResult, { kind: 'failed' }>;

const nothingLeft = 'Nothing of this file was left there.';
const folderWords = {
  folderMissing: 'That folder does not exist.',
  notWritable: 'That folder may not be read or written by this user.',
} as const;

/** Why one file did not get out of the app, and what to do. */
export function explainWriteFailure({ failure, code }: Pick<Failed, 'failure' | 'code'>): StructuredError {
  const details = code === null ? {} : { code };
  switch (failure) {
    case 'damaged':
      return structuredError('file_damaged', {
        message: 'The copy that Mailroom keeps is damaged, so nothing of it was written.',
        remediation: 'It is fetched again from the mailbox; try again when it is stored.',
        retriable: true,
      });
    case 'diskFull':
      return structuredError('disk_full', {
        message: `The disk of that folder has no room for it. ${nothingLeft}`,
        remediation: 'Free some space or choose another folder, and save it again.',
        details,
        retriable: true,
      });
    case 'folderMissing':
    case 'notWritable':
      return structuredError('folder_unusable', folderParts(`${folderWords[failure]} ${nothingLeft}`, details));
    case 'cancelled':
      return structuredError('file_not_opened', {
        message: 'It was cancelled; nothing of this file was left there.',
        remediation: 'Save it again if you need it.',
        retriable: true,
      });
    case 'other':
      return structuredError(
        'folder_unusable',
        folderParts(`The file could not be written there (${code}). ${nothingLeft}`, details),
      );
  }
}

export function notFound(): StructuredError {
  return structuredError('file_not_found', {
    message: 'There is no file with this id.',
    remediation: 'mailroom files search shows the ids.',
    field: 'ids',
  });
}

/** For a file whose bytes are not here. */
export function notHere({ state }: Pick<ExportableFile, 'state'>): StructuredError {
  const isLink = state === 'link';
  return structuredError('message_state_conflict', {
    message: isLink
      ? 'This is a link to a file elsewhere, which Mailroom never fetches.'
      : 'The bytes of this file are not on this machine.',
    remediation: isLink ? 'Follow it in the mailbox.' : 'Wait until it is stored, or fetch it again.',
    details: { state },
    retriable: !isLink && state !== 'gone',
  });
}

/** Before anything was written. */
export function folderError(failure: keyof typeof folderWords, code: string): MailroomError {
  return new MailroomError('folder_unusable', folderParts(`${folderWords[failure]} Nothing was saved.`, { code }));
}

function folderParts(message: string, details: StructuredError['details']) {
  return { message, remediation: 'Choose another folder, or correct its permissions.', field: 'folder', details };
}

export function neverOpened(): StructuredError {
  return structuredError('file_not_opened', {
    message: 'Opening a file of this kind may run code, so Mailroom never opens it.',
    remediation: 'Show it in its folder, or save it, if you know who made it and why.',
  });
}

/** What is not marked would be opened as if it had been made here, and a copy of it too. */
export function notMarked(): StructuredError {
  return structuredError('file_not_opened', {
    message: 'The disk of the data folder cannot mark a file as coming from outside, so no copy was handed out.',
    remediation: 'Save it to another disk and open it there, or move the data folder.',
  });
}
