import BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import { messageDraft } from '../../contract/message.ts';
import { checkDraft } from '../../main/core/compose/check-draft.ts';
import { withLinks } from '../../main/core/links/with-links.ts';
import type { DeliveredMail } from '../../main/sandbox/control/list-truth.ts';
import type { SharedFile } from '../../main/sandbox/drive/list-drive.ts';
import { digestOf, type Intent, NOBODY } from './intents.ts';

export interface OutboxEnd {
  readonly id: string;
  readonly key: string;
  readonly step: string;
  readonly path: 'draft' | 'direct';
  /** The latest trouble, as the row shows it. */
  readonly error: string | null;
  /** Those of whom it is known that it did not reach them, as JSON. */
  readonly bounced: string;
}

/** Each list names the mails by their key. */
export interface Verdict {
  readonly delivered: number;
  readonly cancelled: number;
  readonly lost: readonly string[];
  readonly duplicate: readonly string[];
  readonly wrong: readonly string[];
  /** A person has to look. Not a fault of the protocol, but only the arm can say whether it may come to that. */
  readonly needsYou: readonly string[];
  /** The direct path alone: nobody can prove that it left, and the program never repeats it. */
  readonly unconfirmed: readonly string[];
}

/** What really happened. */
export interface Truth {
  readonly mails: readonly DeliveredMail[];
  readonly shared: readonly SharedFile[];
  /** The subjects of what still lies among the drafts. */
  readonly drafts: readonly string[];
}

export function readOutbox(dataDir: string): readonly OutboxEnd[] {
  const db = new BetterSqlite3(join(dataDir, 'mailroom.db'), { fileMustExist: true });
  try {
    return db
      .prepare<[], OutboxEnd>(
        `SELECT id, key, step, path, error,
           (SELECT json_group_array(value ->> 'address') FROM json_each(verdicts) WHERE value ->> 'kind' = 'bounced')
             AS bounced
         FROM outbox ORDER BY created_at_ms`,
      )
      .all();
  } finally {
    db.close();
  }
}

/** Compares what was meant, what the outbox says and what the recipients really got. */
export function judge(
  promised: readonly Intent[],
  outbox: readonly OutboxEnd[],
  { mails, shared, drafts }: Truth,
  intentOf: (key: string) => Intent,
): Verdict {
  const copies = new Map(outbox.map(({ id }) => [id, mails.filter(({ marker }) => marker === id)]));
  const copiesOf = (id: string): readonly DeliveredMail[] => copies.get(id) ?? [];
  const sharedOf = (id: string): readonly SharedFile[] => shared.filter((file) => ownerOf(file) === id);
  const keys = (rows: readonly OutboxEnd[]): readonly string[] => rows.map(({ key }) => key);
  const known = new Set(outbox.map(({ key }) => key));
  const ids = new Set(outbox.map(({ id }) => id));
  const isStillKept = ({ key, step }: OutboxEnd): boolean => {
    const { way, message } = intentOf(key);
    return step === 'cancelled' && way === 'kept' && drafts.includes(message.subject);
  };
  return {
    delivered: mails.length,
    cancelled: outbox.filter(({ step }) => step === 'cancelled').length,
    lost: [
      ...promised.filter(({ key }) => !known.has(key)).map(({ key }) => `${key} (promised, not in the outbox)`),
      ...keys(outbox.filter(({ step, id }) => step === 'sent' && copiesOf(id).length === 0)),
      ...outbox.filter(({ step }) => step === 'failed').map(({ key, error }) => `${key} (failed: ${String(error)})`),
      ...outbox.filter((row) => !isEnd(row)).map(({ key, step }) => `${key} (left in ${step})`),
    ],
    duplicate: [
      ...keys(outbox.filter(({ id }) => copiesOf(id).length > 1)),
      ...outbox
        .filter(({ id, key }) => sharedOf(id).length > intentOf(key).expected.links.length)
        .map(({ key }) => `${key} (in the drive)`),
    ],
    wrong: [
      ...keys(
        outbox.filter(({ id, key }) => copiesOf(id).some((mail) => !isAsMeant(mail, intentOf(key), sharedOf(id)))),
      ),
      ...keys(
        outbox.filter(
          ({ id, step, key }) => step === 'cancelled' && (copiesOf(id).length > 0 || !intentOf(key).mayCancel),
        ),
      ),
      ...outbox.filter(isStillKept).map(({ key }) => `${key} (cancelled, still kept by the service)`),
      ...outbox
        .filter(({ id, step }) => step === 'cancelled' && sharedOf(id).length > 0)
        .map(({ key }) => `${key} (cancelled, still in the drive)`),
      ...outbox
        .filter((row) => row.step === 'sent' && row.bounced !== JSON.stringify(nobodyOf(intentOf(row.key))))
        .map(({ key, bounced }) => `${key} (came back from ${bounced})`),
      ...mails
        .filter(({ marker }) => marker === null || !ids.has(marker))
        .map(({ subject }) => `${subject} (not ours)`),
      ...shared.filter((file) => !ids.has(ownerOf(file))).map(({ folder }) => `${folder} (not ours)`),
    ],
    needsYou: keys(outbox.filter(({ step }) => step === 'needsHuman')),
    unconfirmed: keys(outbox.filter((row) => isUnconfirmed(row) && copiesOf(row.id).length === 0)),
  };
}

function isEnd(row: OutboxEnd): boolean {
  return ['sent', 'cancelled', 'failed', 'needsHuman'].includes(row.step) || isUnconfirmed(row);
}

function isUnconfirmed({ path, step }: OutboxEnd): boolean {
  return path === 'direct' && step === 'unknown';
}

/** The message that a file in the drive belongs to: its folder is named after it. */
function ownerOf({ folder }: SharedFile): string {
  return /^Mailroom\/([\da-f-]{36})-/.exec(folder)?.[1] ?? folder;
}

function nobodyOf({ expected }: Intent): readonly string[] {
  return expected.recipients.filter((address) => address === NOBODY);
}

function isAsMeant(mail: DeliveredMail, { sender, message, expected }: Intent, shared: readonly SharedFile[]): boolean {
  const files = mail.attachments.map(({ name, sha256 }) => `${name} ${sha256}`).toSorted();
  const recipients = mail.recipients.map(({ address }) => address).toSorted();
  const isWhole = expected.links.every(({ sha256 }) => shared.some((file) => file.sha256 === sha256));
  return (
    mail.sender === sender &&
    mail.from === sender &&
    mail.subject === message.subject &&
    isWhole &&
    mail.bodySha256 === bodyOf({ message, expected }, shared) &&
    recipients.join() === expected.recipients.join() &&
    files.join() === expected.files.join()
  );
}

/** The words that were to arrive, with the link to what lies in the drive. */
function bodyOf({ message, expected }: Pick<Intent, 'message' | 'expected'>, shared: readonly SharedFile[]): string {
  if (expected.links.length === 0) return expected.bodySha256;
  const links = expected.links.map(({ name, sizeBytes }) => ({ name, sizeBytes, url: shared[0]?.links[0]?.url ?? '' }));
  const words = withLinks(checkDraft(messageDraft.parse(message)), links);
  return digestOf(words.body.content);
}
