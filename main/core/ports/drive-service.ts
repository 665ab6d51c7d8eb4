import type { CallContext, UploadSession } from './mail-service.ts';
import type { Reply } from './reply.ts';

/** Where a shared file lies in the sender's drive. Both parts are ours alone, so there is never a second copy. */
export interface DrivePlace {
  readonly folder: string;
  readonly name: string;
}

export interface DriveFile {
  readonly id: string;
  readonly sizeBytes: number;
}

/** The sender's OneDrive as sending needs it (docs/specs/drive-links.md). One method is one request, as in `MailService`. */
export interface DriveService {
  /** Bytes that still fit; null where the drive does not say. */
  readRoom(call: CallContext): Promise<Reply<{ readonly remainingBytes: number | null }>>;
  /** Refused with 404 when nothing is there. */
  findFile(call: CallContext, place: DrivePlace): Promise<Reply<DriveFile>>;
  /** Replaces what may already be in this place. Its URL takes the same requests as one for an attachment. */
  createUploadSession(call: CallContext, place: DrivePlace): Promise<Reply<UploadSession>>;
  /** With everything in it. Refused with 404 when it is not there. */
  removeFolder(call: CallContext, folder: string): Promise<Reply<null>>;
  /** A link with which everybody in the sender's organisation may read. Repeating it gives the same link. */
  shareWithOrganization(call: CallContext, fileId: string): Promise<Reply<{ readonly url: string }>>;
  /** Lets these people read and gives the link for them; nobody is written to. */
  shareWithPeople(
    call: CallContext,
    fileId: string,
    addresses: readonly string[],
  ): Promise<Reply<{ readonly url: string }>>;
}
