import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

/**
 * What must hold of what was collected, at whatever instant the engine was killed and before anything repairs it:
 * nothing that is still to come is without a job. The connection stays open, like that of `inspectDataFolder`, which
 * has looked for the bytes of stored files.
 */
export function inspectCollected(dataDir: string): readonly string[] {
  const db = new BetterSqlite3(join(dataDir, 'mailroom.db'), { fileMustExist: true });
  const forgotten = db
    .prepare<[], { state: string; messageId: string }>(
      `SELECT state, message_id AS messageId FROM message WHERE state IN ('noticed', 'listed')
         AND NOT EXISTS (SELECT 1 FROM job
           WHERE job.dedupe_key = substr(message.account, instr(message.account, ':') + 1) || ':' || message.message_id
             AND job.state IN ('waiting', 'ready', 'leased', 'parked'))`,
    )
    .all();
  const early = db
    .prepare<[], { messageId: string }>(
      `SELECT message_id AS messageId FROM message WHERE state = 'complete'
         AND EXISTS (SELECT 1 FROM file WHERE file.message = message.id AND file.state IN ('queued', 'downloading'))`,
    )
    .all();
  return [
    ...forgotten.map(({ state, messageId }) => `message ${messageId} is ${state} and has no job`),
    ...early.map(({ messageId }) => `message ${messageId} is complete without all of its files`),
  ];
}
