import type { OutboxId, Sha256 } from '../../../../contract/ids.ts';
import type { MergeCounts, MergeId, MergeState } from '../../../../contract/merge.ts';
import { unsentSteps } from '../../../core/outbox/outbox-record.ts';
import type { MergeRecord } from '../../../core/ports/merge-store.ts';
import { sql } from '../statement.ts';

interface ById {
  readonly id: MergeId;
}

/** `plan`, `columns` and the flag as SQLite keeps them. */
export interface MergeColumns extends Omit<MergeRecord, 'plan' | 'columns' | 'sendAtOnce' | 'counts'>, MergeCounts {
  readonly plan: string;
  readonly columns: string;
  readonly sendAtOnce: number;
}

export interface LineColumns {
  readonly row: number;
  readonly cells: string;
  readonly problems: string;
  readonly outboxId: OutboxId | null;
}

const unsent = unsentSteps.map((step) => `'${step}'`).join(', ');
const isDraft = `outbox.submitted_at_ms IS NULL AND outbox.step IN (${unsent})`;
const isHandedOver = `outbox.submitted_at_ms IS NOT NULL AND outbox.step IN (${unsent})`;
const hasFailed = `(outbox.step = 'failed' OR outbox.step = 'needsHuman' AND outbox.send_tried_at_ms IS NULL)`;

const count = (condition: string): string => `
  (SELECT count(*) FROM merge_row LEFT JOIN outbox ON outbox.id = merge_row.outbox_id
   WHERE merge_row.merge = merge.id AND ${condition})`;
const columns = `
  id, key, account, name, plan, columns, state, reason, send_at_once AS sendAtOnce, per_minute AS perMinute,
  pause_after_failures AS pauseAfterFailures, next_at_ms AS nextAtMs, judged_from_ms AS judgedFromMs,
  created_at_ms AS createdAtMs, ended_at_ms AS endedAtMs,
  (SELECT count(*) FROM merge_row WHERE merge = merge.id) AS rows,
  ${count('merge_row.outbox_id IS NULL AND blocked = 1')} AS leftOut,
  ${count('merge_row.outbox_id IS NULL AND blocked = 0')} AS unmade,
  ${count(isDraft)} AS drafts, ${count(isHandedOver)} AS waiting,
  ${count(`(outbox.step IN ('sending', 'unknown') OR outbox.step = 'needsHuman' AND NOT ${hasFailed})`)} AS unsure,
  ${count(`outbox.step IN ('accepted', 'sent')`)} AS went, ${count(hasFailed)} AS failed,
  ${count(`outbox.step = 'cancelled'`)} AS discarded`;

export const selectMerge = sql<ById, MergeColumns>(`SELECT ${columns} FROM merge WHERE id = :id`);
export const selectMergeByKey = sql<{ key: string }, MergeColumns>(`SELECT ${columns} FROM merge WHERE key = :key`);
export const selectMerges = sql<{ limit: number }, MergeColumns>(`
  SELECT ${columns} FROM merge
  ORDER BY state IN ('making', 'sending', 'discarding') DESC, id DESC LIMIT :limit`);

interface NewMergeColumns extends Pick<
  MergeColumns,
  'id' | 'key' | 'account' | 'name' | 'plan' | 'columns' | 'sendAtOnce' | 'perMinute' | 'pauseAfterFailures'
> {
  readonly nowMs: number;
}
export const insertMerge = sql<NewMergeColumns>(`
  INSERT INTO merge (id, key, account, name, plan, columns, send_at_once, per_minute, pause_after_failures,
    next_at_ms, created_at_ms)
  VALUES (:id, :key, :account, :name, :plan, :columns, :sendAtOnce, :perMinute, :pauseAfterFailures, :nowMs, :nowMs)
  ON CONFLICT (key) DO NOTHING`);
export const insertLines = sql<ById & { lines: string }>(`
  INSERT INTO merge_row (merge, row, cells, problems, blocked)
  SELECT :id, line.value ->> 'row', line.value -> 'values', line.value -> 'problems', line.value ->> 'blocked'
  FROM json_each(:lines) AS line`);

interface FileColumns {
  readonly position: number;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly sha256: Sha256;
  readonly mode: 'small' | 'session';
}
export const insertFile = sql<ById & FileColumns>(`
  INSERT INTO merge_file (merge, position, name, content_type, size_bytes, sha256, mode)
  VALUES (:id, :position, :name, :contentType, :sizeBytes, :sha256, :mode)`);
export const selectFiles = sql<ById, Omit<FileColumns, 'position'>>(`
  SELECT name, content_type AS contentType, size_bytes AS sizeBytes, sha256, mode
  FROM merge_file WHERE merge = :id ORDER BY position`);
export const deleteFiles = sql<ById>('DELETE FROM merge_file WHERE merge = :id');

const line = 'row, cells, problems, outbox_id AS outboxId';
export const selectLines = sql<ById & { after: number; limit: number }, LineColumns>(
  `SELECT ${line} FROM merge_row WHERE merge = :id AND row > :after ORDER BY row LIMIT :limit`,
);
export const selectUnmade = sql<ById & { limit: number }, LineColumns>(`
  SELECT ${line} FROM merge_row WHERE merge = :id AND outbox_id IS NULL AND blocked = 0 ORDER BY row LIMIT :limit`);
export const linkLine = sql<ById & { row: number; outboxId: OutboxId }>(
  'UPDATE merge_row SET outbox_id = :outboxId WHERE merge = :id AND row = :row AND outbox_id IS NULL',
);
export const blockLine = sql<ById & { row: number; problem: string }>(`
  UPDATE merge_row SET blocked = 1, problems = json_insert(problems, '$[#]', json(:problem))
  WHERE merge = :id AND row = :row AND outbox_id IS NULL`);

const messages = 'FROM merge_row JOIN outbox ON outbox.id = merge_row.outbox_id WHERE merge_row.merge = :id';
export const selectDrafts = sql<ById & { limit: number }, { row: number; outboxId: OutboxId }>(
  `SELECT row, outbox_id AS outboxId ${messages} AND ${isDraft} ORDER BY row LIMIT :limit`,
);
export const selectHandedOver = sql<ById, { outboxId: OutboxId }>(
  `SELECT outbox_id AS outboxId ${messages} AND ${isHandedOver} ORDER BY row`,
);
/** The same reasons for which a run of the program does not wait. */
export const countStanding = sql<ById, { n: number }>(`
  SELECT count(*) AS n ${messages} AND ${isHandedOver} AND (outbox.paused_at_ms IS NOT NULL OR outbox.wait ->> 'because'
    IN ('signIn', 'held', 'scheduled', 'providerPaused', 'pausedForNow', 'battery', 'metered', 'quota'))`);
/** The newest first; as many as any rule looks at. */
export const selectEnds = sql<ById, { failed: number }>(`
  SELECT ${hasFailed} AS failed ${messages} AND (outbox.step IN ('accepted', 'sent') OR ${hasFailed})
    AND outbox.updated_at_ms >= (SELECT judged_from_ms FROM merge WHERE id = :id)
  ORDER BY coalesce(outbox.accepted_at_ms, outbox.updated_at_ms) DESC, row DESC LIMIT 1000`);

export const updateMerge = sql<
  ById & {
    state: MergeState;
    reason: string | null;
    sendAtOnce: number;
    nextAtMs: number;
    judgedFromMs: number;
    endedAtMs: number | null;
  }
>(`
  UPDATE merge SET state = :state, reason = :reason, send_at_once = :sendAtOnce, next_at_ms = :nextAtMs, judged_from_ms = :judgedFromMs,
    ended_at_ms = :endedAtMs
  WHERE id = :id`);
