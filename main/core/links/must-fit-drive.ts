import type { AccountId } from '../../../contract/ids.ts';
import { MAX_FILE_BYTES } from '../compose/check-draft.ts';
import { MailroomError } from '../mailroom-error.ts';
import type { DriveService } from '../ports/drive-service.ts';
import type { CancelSignal, Random } from '../ports/time.ts';
import { explainDriveFault } from './stop-for-drive.ts';
import { megabytes } from '../budget/megabytes.ts';

interface Parts {
  readonly drive: DriveService;
  readonly random: Random;
}

/**
 * Throws `drive_unavailable` or `drive_full` before any byte moves. Who is offline or paced is not refused: the upload
 * waits for that by itself, and meets the same drive.
 */
export async function mustFitDrive(
  { drive, random }: Parts,
  account: AccountId,
  sizeBytes: number,
  signal: CancelSignal,
): Promise<void> {
  const reply = await drive.readRoom({ account, correlationId: random.uuid(), urgency: 'interactive', signal });
  if (!reply.ok) {
    const error = explainDriveFault(reply.fault, sizeBytes > MAX_FILE_BYTES);
    if (error !== null) throw new MailroomError(error.error_code, { ...error, field: 'attachments' });
    return;
  }
  const { remainingBytes } = reply.value;
  if (remainingBytes === null || remainingBytes >= sizeBytes) return;
  throw new MailroomError('drive_full', {
    message: `Your OneDrive has room for ${megabytes(remainingBytes)} MB, and ${megabytes(sizeBytes)} MB are to be shared as links. Nothing was sent.`,
    remediation: `Free some space in your OneDrive, or ${sizeBytes > MAX_FILE_BYTES ? 'choose smaller files' : 'attach the files instead'}.`,
    field: 'attachments',
    details: { remaining_bytes: remainingBytes, needed_bytes: sizeBytes },
  });
}
