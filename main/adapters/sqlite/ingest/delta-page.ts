import type { AccountId } from '../../../../contract/ids.ts';
import type { MessageState } from '../../../core/ingest/ingest-record.ts';
import type { PageChange, PageCommit } from '../../../core/ports/ingest-store.ts';
import type { JobStore, NewJob } from '../../../core/ports/job-store.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { write, writeRow } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { findFolder } from './followed-folders.ts';

interface ByMessage {
  readonly account: AccountId;
  readonly messageId: string;
}
interface InFolder extends ByMessage {
  readonly folder: string;
}
interface Sweep {
  readonly account: AccountId;
  readonly folder: string;
  readonly generation: number;
  readonly nowMs: number;
}

/** What was given up as deleted and shows again is there after all. */
const revived = `
  state = CASE state WHEN 'gone' THEN 'noticed' ELSE state END,
  noticed_at_ms = CASE state WHEN 'gone' THEN :nowMs ELSE noticed_at_ms END`;

const seeAgain = sql<InFolder & Sweep, { state: MessageState }>(`
  UPDATE message SET folder_id = :folder, generation = :generation, removed_at_ms = NULL, ${revived}
  WHERE account = :account AND message_id = :messageId RETURNING state`);

const insertMessage = sql<ByMessage & { folder: string | null; generation: number; nowMs: number }>(`
  INSERT INTO message (account, message_id, folder_id, generation, noticed_at_ms)
  VALUES (:account, :messageId, :folder, :generation, :nowMs)`);

/** In a sweep the order of a page says nothing: only its end knows whether the message is there. */
const forgetSight = sql<InFolder>(`
  UPDATE message SET generation = 0
  WHERE account = :account AND message_id = :messageId AND folder_id = :folder`);

const removeMessage = sql<InFolder & { nowMs: number }>(`
  UPDATE message SET removed_at_ms = :nowMs
  WHERE account = :account AND message_id = :messageId AND folder_id = :folder AND removed_at_ms IS NULL`);

const removeUnseen = sql<Sweep>(`
  UPDATE message SET removed_at_ms = :nowMs
  WHERE account = :account AND folder_id = :folder AND removed_at_ms IS NULL AND generation < :generation`);

const moveLink = sql<Sweep & { sealedLink: string }>(`
  UPDATE mail_folder SET sealed_link = :sealedLink, last_page_at_ms = :nowMs
  WHERE account = :account AND folder_id = :folder AND generation = :generation`);

const endRound = sql<Sweep>(`
  UPDATE mail_folder SET phase = 'steady', last_round_at_ms = :nowMs
  WHERE account = :account AND folder_id = :folder AND generation = :generation`);

/** How many messages got a job, or null when the page belongs to a sweep that is over. */
export function commitPage(
  db: WriteDb,
  jobs: Pick<JobStore, 'enqueue'>,
  account: AccountId,
  folder: string,
  page: PageCommit,
  nowMs: number,
): number | null {
  return inTransaction(db, (): number | null => {
    const followed = findFolder(db, account, folder);
    if (followed?.generation !== page.generation) return null;
    const sweep: Sweep = { account, folder, generation: page.generation, nowMs };
    const isSteady = followed.phase === 'steady';
    let noticed = 0;
    for (const change of page.changes) noticed += applyChange(db, jobs, change, sweep, isSteady, page) ? 1 : 0;
    write(db, moveLink, { ...sweep, sealedLink: page.sealedLink });
    if (page.isEnd) {
      if (!isSteady) write(db, removeUnseen, sweep);
      write(db, endRound, sweep);
    }
    return noticed;
  });
}

function applyChange(
  db: WriteDb,
  jobs: Pick<JobStore, 'enqueue'>,
  change: PageChange,
  sweep: Sweep,
  isSteady: boolean,
  page: PageCommit,
): boolean {
  const { messageId } = change;
  const { account, folder, nowMs } = sweep;
  if (change.kind === 'removed') {
    if (isSteady) write(db, removeMessage, { account, folder, messageId, nowMs });
    else write(db, forgetSight, { account, folder, messageId });
    return false;
  }
  const known = writeRow(db, seeAgain, { ...sweep, messageId });
  if (known === null && !change.isWanted) return false;
  if (known === null) write(db, insertMessage, { ...sweep, messageId });
  else if (known.state !== 'noticed' && known.state !== 'listed') return false;
  jobs.enqueue(page.jobFor(messageId), nowMs);
  return true;
}

const restart = sql<Sweep>(`
  UPDATE mail_folder SET phase = 'resync', generation = generation + 1, sealed_link = NULL
  WHERE account = :account AND folder_id = :folder AND generation = :generation`);

export function restartSweep(
  db: WriteDb,
  account: AccountId,
  folder: string,
  generation: number,
  nowMs: number,
): boolean {
  return inTransaction(db, () => write(db, restart, { account, folder, generation, nowMs }) === 1);
}

const noticeAgain = sql<ByMessage & { nowMs: number }, { state: MessageState }>(`
  UPDATE message SET ${revived} WHERE account = :account AND message_id = :messageId RETURNING state`);

export function noticeMessage(
  db: WriteDb,
  jobs: Pick<JobStore, 'enqueue'>,
  { account, messageId }: ByMessage,
  job: NewJob,
  nowMs: number,
): boolean {
  return inTransaction(db, () => {
    const known = writeRow(db, noticeAgain, { account, messageId, nowMs });
    if (known === null) write(db, insertMessage, { account, messageId, folder: null, generation: 0, nowMs });
    else if (known.state !== 'noticed' && known.state !== 'listed') return false;
    jobs.enqueue(job, nowMs);
    return true;
  });
}
