import type { MailService } from '../../main/core/ports/mail-service.ts';
import type { OutboxStore } from '../../main/core/ports/outbox-store.ts';
import type { Instrument } from '../../main/engine/host.ts';
import { type Site, transactionSite } from './failpoints.ts';
import { watchCalls } from './watch-calls.ts';

export interface Executioner {
  /** The engine passes a site; may not return. */
  pass(site: Site): void;
  /** Whether a call that starts now is to die before its answer is seen, and how long after its start. */
  sentence(site: Site): { readonly afterMs: number } | null;
  die(site: Site): never;
}

/** A message came to another step, or stayed at its own. */
type OnStep = (id: string, step: string) => void;

/** Puts a failpoint before, in and after everything that sending does to the world and to the disk. */
export function wrapEngine(executioner: Executioner, onStep: OnStep): Required<Pick<Instrument, 'mail' | 'store'>> {
  return { mail: (mail) => wrapMail(mail, executioner), store: (store) => wrapStore(store, executioner, onStep) };
}

function wrapMail(mail: MailService, executioner: Executioner): MailService {
  const around = watchCalls(executioner);
  return {
    createDraft: around('createDraft', (...given) => mail.createDraft(...given)),
    updateDraft: (...given) => mail.updateDraft(...given),
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

function wrapStore(store: OutboxStore, executioner: Executioner, onStep: OnStep): OutboxStore {
  const around = <Result>(arrow: string, commit: () => Result): Result => {
    executioner.pass(transactionSite('before', arrow));
    const result = commit();
    if (result !== null) executioner.pass(transactionSite('after', arrow));
    return result;
  };
  return {
    ...store,
    insert: (message, job, nowMs) => around('submit', () => store.insert(message, job, nowMs)),
    change(id, guard, change, note, nowMs, job) {
      const commit = () => store.change(id, guard, change, note, nowMs, job);
      const from = store.get(id)?.step;
      if (from === undefined || !guard.from.includes(from)) return commit();
      const changed = around(`${from}->${change.step ?? from}`, commit);
      if (changed !== null) onStep(id, changed.step);
      return changed;
    },
    changeAttachment(id, position, guard, change, note, nowMs) {
      const commit = () => store.changeAttachment(id, position, guard, change, note, nowMs);
      const record = store.get(id);
      const file = record?.attachments.find((attachment) => attachment.position === position);
      if (record === null || file === undefined || !guard.from.includes(record.step)) return commit();
      const mode = change.mode === undefined || change.mode === file.mode ? '' : `${change.mode} `;
      return around(`${file.mode} ${file.step}->${mode}${change.step ?? file.step}`, commit);
    },
  };
}
