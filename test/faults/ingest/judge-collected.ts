import type { ReceivedMail } from '../../../main/sandbox/control/list-received.ts';
import type { CollectedFile, Collection } from './collected.ts';

/** What a mailbox really holds. */
export interface Truth {
  /** Null: the only account there is. */
  readonly account: string | null;
  readonly mails: readonly ReceivedMail[];
  /** What lies in these must be here. */
  readonly folders: readonly string[];
}

/** Each list names messages and files; all of them must be empty. */
export interface IngestVerdict {
  readonly messages: number;
  readonly files: number;
  readonly missing: readonly string[];
  readonly double: readonly string[];
  readonly wrong: readonly string[];
  readonly dangling: readonly string[];
  /** Work that is left, or was given up. */
  readonly open: readonly string[];
}

/** Compares what the mailboxes hold with what is on this disk, in both directions. */
export function judgeCollected(truths: readonly Truth[], collection: Collection): IngestVerdict {
  const verdicts = truths.map((truth) => judgeMailbox(truth, collection));
  return {
    messages: collection.messages.filter(({ state }) => state === 'complete').length,
    files: collection.files.filter(({ state }) => state === 'stored').length,
    missing: verdicts.flatMap(({ missing }) => missing),
    wrong: verdicts.flatMap(({ wrong }) => wrong),
    double: [
      ...repeated(
        collection.messages.map(({ account, internetMessageId }) => `${account} ${String(internetMessageId)}`),
      ),
      ...repeated(collection.files.map(nameOf)),
    ],
    dangling: collection.badBlobs,
    open: [
      ...collection.messages
        .filter(({ state }) => state !== 'complete' && state !== 'gone')
        .map(({ messageId, state }) => `message ${messageId} is ${state}`),
      ...collection.jobs.map(({ key, state }) => `job ${key} is ${state}`),
    ],
  };
}

function judgeMailbox({ account, mails, folders }: Truth, collection: Collection) {
  const isOurs = (row: { account: string }): boolean => account === null || row.account === account;
  const messages = new Map(collection.messages.filter(isOurs).map((row) => [row.messageId, row]));
  const files = Map.groupBy(collection.files.filter(isOurs), ({ messageId }) => messageId);
  const present = mails.filter(({ removed }) => removed === null);
  const wanted = present.filter(({ folder }) => folders.includes(folder));
  const known = new Set(mails.map(({ immutableId }) => immutableId));
  return {
    missing: [
      ...wanted
        .filter(({ immutableId }) => messages.get(immutableId)?.state !== 'complete')
        .map(({ immutableId, subject }) => `${String(subject)} (${messages.get(immutableId)?.state ?? 'no row'})`),
      ...wanted
        .filter(({ immutableId }) => messages.get(immutableId)?.isRemoved === 1)
        .map(({ subject }) => `${String(subject)} (taken for removed)`),
    ],
    wrong: [
      ...present
        .filter(({ immutableId }) => messages.get(immutableId)?.state === 'complete')
        .flatMap((mail) => differences(mail, files.get(mail.immutableId) ?? [])),
      ...[...messages.keys()].filter((messageId) => !known.has(messageId)).map((id) => `${id} was never there`),
    ],
  };
}

/** Byte for byte: the service's own hash of each attachment, and no row beside them. */
function differences({ subject, attachments }: ReceivedMail, files: readonly CollectedFile[]): readonly string[] {
  const meant = attachments.map(({ id, kind, sha256 }) => `${id} ${kind === 'reference' ? 'link' : String(sha256)}`);
  const found = files.map((file) => `${file.attachmentId} ${file.state === 'link' ? 'link' : String(file.sha256)}`);
  return meant.toSorted().join() === found.toSorted().join()
    ? []
    : [`${String(subject)} has ${String(files.length)} files that are not its ${String(attachments.length)}`];
}

function nameOf({ account, messageId, attachmentId }: CollectedFile): string {
  return `${account} ${messageId} ${attachmentId}`;
}

function repeated(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.filter((name) => seen.size === seen.add(name).size);
}
