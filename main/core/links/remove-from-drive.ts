import { isGone } from '../outbox/step-context.ts';
import type { DrivePlace, DriveService } from '../ports/drive-service.ts';
import type { CallContext } from '../ports/mail-service.ts';
import type { Reply } from '../ports/reply.ts';
import { explainDriveFault } from './stop-for-drive.ts';

const removed: Reply<null> = { ok: true, value: null, requestId: null };

/** Takes a shared file back. What is not there, and a drive that cannot be had, have nothing of it. */
export async function removeFromDrive(drive: DriveService, call: CallContext, place: DrivePlace): Promise<Reply<null>> {
  const reply = await drive.removeFolder(call, place.folder);
  if (reply.ok) return reply;
  return isGone(reply.fault) || explainDriveFault(reply.fault) !== null ? removed : reply;
}
