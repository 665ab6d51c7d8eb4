import BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import type { DeliveredMail } from '../../main/sandbox/control/list-truth.ts';
import type { Intent } from './intents.ts';

export interface OutboxEnd {
  readonly id: string;
  readonly key: string;
  readonly step: string;
  readonly path: 'draft' | 'direct';
  /** The latest trouble, as the row shows it. */
  readonly error: string | null;
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

export function readOutbox(dataDir: string): readonly OutboxEnd[] {
  const db = new BetterSqlite3(join(dataDir, 'mailroom.db'), { fileMustExist: true });
  try {
    return db.prepare<[], OutboxEnd>('SELECT id, key, step, path, error FROM outbox ORDER BY created_at_ms').all();
  } finally {
    db.close();
  }
}

/** Compares what was meant, what the outbox says and what the recipients really got. */
export function judge(
  promised: readonly Intent[],
  outbox: readonly OutboxEnd[],
  mails: readonly DeliveredMail[],
  intentOf: (key: string) => Intent,
): Verdict {
  const copies = new Map(outbox.map(({ id }) => [id, mails.filter(({ marker }) => marker === id)]));
  const copiesOf = (id: string): readonly DeliveredMail[] => copies.get(id) ?? [];
  const keys = (rows: readonly OutboxEnd[]): readonly string[] => rows.map(({ key }) => key);
  const known = new Set(outbox.map(({ key }) => key));
  const ids = new Set(outbox.map(({ id }) => id));
  const isExpected = (row: OutboxEnd): boolean => row.step === 'sent';
  return {
    delivered: mails.length,
    cancelled: outbox.filter(({ step }) => step === 'cancelled').length,
    lost: [
      ...promised.filter(({ key }) => !known.has(key)).map(({ key }) => `${key} (promised, not in the outbox)`),
      ...keys(outbox.filter((row) => isExpected(row) && copiesOf(row.id).length === 0)),
      ...outbox.filter(({ step }) => step === 'failed').map(({ key, error }) => `${key} (failed: ${String(error)})`),
      ...outbox.filter((row) => !isEnd(row)).map(({ key, step }) => `${key} (left in ${step})`),
    ],
    duplicate: keys(outbox.filter(({ id }) => copiesOf(id).length > 1)),
    wrong: [
      ...keys(outbox.filter(({ id, key }) => copiesOf(id).some((mail) => !isAsMeant(mail, intentOf(key))))),
      ...keys(
        outbox.filter(
          ({ id, step, key }) => step === 'cancelled' && (copiesOf(id).length > 0 || !intentOf(key).mayCancel),
        ),
      ),
      ...mails
        .filter(({ marker }) => marker === null || !ids.has(marker))
        .map(({ subject }) => `${subject} (not ours)`),
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

function isAsMeant(mail: DeliveredMail, { message, expected }: Intent): boolean {
  const files = mail.attachments.map(({ name, sha256 }) => `${name} ${sha256}`).toSorted();
  const recipients = mail.recipients.map(({ address }) => address).toSorted();
  return (
    mail.subject === message.subject &&
    mail.bodySha256 === expected.bodySha256 &&
    recipients.join() === expected.recipients.join() &&
    files.join() === expected.files.join()
  );
}
