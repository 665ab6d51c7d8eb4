import type { DriveService } from '../../main/core/ports/drive-service.ts';
import type { CallContext, MailService } from '../../main/core/ports/mail-service.ts';
import type { OutboxRecord } from '../../main/core/outbox/outbox-record.ts';
import type { ReportReader } from '../../main/core/ports/report-reader.ts';
import type { Instrument } from '../../main/engine/host.ts';
import { nameOn, type Site, transactionSite } from './failpoints.ts';
import { watchCalls } from './watch-calls.ts';
import { stretchOf } from './ways.ts';
import { type Seen, wrapStore } from './wrap-store.ts';

export interface Executioner {
  /** The engine passes a site; may not return. */
  pass(site: Site): void;
  /** Whether a call that starts now is to die before its answer is seen, and how long after its start. */
  sentence(site: Site): { readonly afterMs: number } | null;
  die(site: Site): never;
}

type Wrapped = 'mail' | 'store' | 'drive' | 'reports' | 'bounceStore';

/** Puts a failpoint before, in and after everything that sending does to the world and to the disk. */
export function wrapEngine(
  executioner: Executioner,
  onStep: (id: string, step: string) => void,
): Required<Pick<Instrument, Wrapped>> {
  const records = new Map<string, OutboxRecord>();
  const seen: Seen = (record) => {
    records.set(record.correlationId, record);
  };
  /** What is asked for no message, like what may be done in a mailbox, is none of the protocol's. */
  const nameOf = (name: string, { correlationId }: CallContext): string | null => {
    const record = records.get(correlationId);
    return record === undefined ? null : nameOn(stretchOf(record), name);
  };
  const around = watchCalls(executioner, nameOf);
  return {
    mail: (mail) => wrapMail(mail, around),
    drive: (drive) => wrapDrive(drive, around),
    store: (store) => wrapStore(store, executioner, seen, onStep),
    reports: (reports) => wrapReports(reports, watchCalls(executioner)),
    bounceStore: (store) => ({
      ...store,
      savePlace(account, place) {
        executioner.pass(transactionSite('before', 'returned place'));
        store.savePlace(account, place);
        executioner.pass(transactionSite('after', 'returned place'));
      },
    }),
  };
}

type Around = ReturnType<typeof watchCalls>;

function wrapMail(mail: MailService, around: Around): MailService {
  return {
    createDraft: around('createDraft', (...given) => mail.createDraft(...given)),
    updateDraft: around('updateDraft', (...given) => mail.updateDraft(...given)),
    readDraft: around('readDraft', (...given) => mail.readDraft(...given)),
    deleteMessage: around('deleteMessage', (...given) => mail.deleteMessage(...given)),
    findByMarker: around('findByMarker', (...given) => mail.findByMarker(...given)),
    listAttachments: around('listAttachments', (...given) => mail.listAttachments(...given)),
    addSmallAttachment: around('addSmallAttachment', (...given) => mail.addSmallAttachment(...given)),
    deleteAttachment: around('deleteAttachment', (...given) => mail.deleteAttachment(...given)),
    createUploadSession: around('createUploadSession', (...given) => mail.createUploadSession(...given)),
    putChunk: around('putChunk', (...given) => mail.putChunk(...given)),
    readUploadOffset: around('readUploadOffset', (...given) => mail.readUploadOffset(...given)),
    cancelUpload: around('cancelUpload', (...given) => mail.cancelUpload(...given)),
    sendDraft: around('sendDraft', (...given) => mail.sendDraft(...given)),
    sendMail: around('sendMail', (...given) => mail.sendMail(...given)),
  };
}

function wrapDrive(drive: DriveService, around: Around): DriveService {
  return {
    readRoom: (...given) => drive.readRoom(...given),
    findFile: around('findFile', (...given) => drive.findFile(...given)),
    createUploadSession: around('createUploadSession', (...given) => drive.createUploadSession(...given)),
    removeFolder: around('removeFolder', (...given) => drive.removeFolder(...given)),
    shareWithOrganization: around('shareWithOrganization', (...given) => drive.shareWithOrganization(...given)),
    shareWithPeople: around('shareWithPeople', (...given) => drive.shareWithPeople(...given)),
  };
}

/** No message is known yet when the Inbox is read, so the names say themselves what they are about. */
function wrapReports(reports: ReportReader, around: Around): ReportReader {
  return {
    listReceived: around('returned listReceived', (...given) => reports.listReceived(...given)),
    readReport: around('returned readReport', (...given) => reports.readReport(...given)),
    findSent: (...given) => reports.findSent(...given),
  };
}
