import type { JobId } from '../../../../contract/ids.ts';
import { type ReplayId, replayPace } from '../../../../contract/jobs.ts';
import type { ReplayStore } from '../../../core/ports/replay-store.ts';
import type { ReplayRecord, ReplayState } from '../../../core/replay/replay-record.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { toJobId } from '../jobs/job-row.ts';
import { readColumn, readRow, readRows, write } from '../run-statement.ts';
import { sql } from '../statement.ts';
import { countDownloads, readScope } from './replay-scope.ts';

interface ReplayRow extends Omit<ReplayRecord, 'pace'> {
  readonly pace: string;
}
interface ById {
  readonly id: ReplayId;
}

const of = (condition: string): string =>
  `(SELECT count(*) FROM replay_item WHERE replay = replay.id AND ${condition})`;
const columns = `
  id, key, scope_words AS scopeWords, state, actor, reason, pace, next_at_ms AS nextAtMs, rule_from AS ruleFrom,
  started_at_ms AS startedAtMs, ended_at_ms AS endedAtMs, ${of('TRUE')} AS total, ${of(`state = 'moved'`)} AS moved,
  ${of(`state = 'skipped'`)} AS skipped, ${of(`state = 'moved' AND outcome = 'succeeded'`)} AS succeeded,
  ${of(`state = 'moved' AND outcome = 'failed'`)} AS failed`;

interface InsertParams extends Pick<ReplayRow, 'id' | 'key' | 'scopeWords' | 'actor' | 'reason' | 'pace'> {
  readonly scope: string;
  readonly nowMs: number;
}

const insertReplay = sql<InsertParams>(`
  INSERT INTO replay (id, key, scope, scope_words, state, actor, reason, pace, next_at_ms, started_at_ms)
  VALUES (:id, :key, :scope, :scopeWords, 'running', :actor, :reason, :pace, :nowMs, :nowMs)`);
const insertItems = sql<ById & { items: string }>(`
  INSERT INTO replay_item (replay, job_id, kind)
  SELECT :id, item.value ->> 'id', item.value ->> 'kind' FROM json_each(:items) AS item WHERE TRUE
  ON CONFLICT DO NOTHING`);

const selectReplay = sql<ById, ReplayRow>(`SELECT ${columns} FROM replay WHERE id = :id`);
const selectByKey = sql<{ key: string }, ReplayRow>(`SELECT ${columns} FROM replay WHERE key = :key`);
const selectList = sql<{ limit: number }, ReplayRow>(
  `SELECT ${columns} FROM replay ORDER BY state = 'running' DESC, id DESC LIMIT :limit`,
);
const selectRunning = sql<{ kinds: string; except: ReplayId | null }, ReplayRow>(`
  SELECT ${columns} FROM replay WHERE state = 'running' AND id IS NOT :except AND EXISTS (
    SELECT 1 FROM replay_item WHERE replay = replay.id AND state = 'queued'
      AND kind IN (SELECT value FROM json_each(:kinds))) LIMIT 1`);
const selectKinds = sql<ById, { kind: string }>(
  `SELECT DISTINCT kind FROM replay_item WHERE replay = :id AND state = 'queued'`,
);
const selectQueued = sql<ById & { limit: number }, { jobId: number }>(`
  SELECT job_id AS jobId FROM replay_item WHERE replay = :id AND state = 'queued' ORDER BY job_id LIMIT :limit`);

const settleItem = sql<
  ById & { job: JobId; state: 'moved' | 'skipped'; why: string | null; successor: number | null }
>(`
  UPDATE replay_item SET state = :state, why = :why, successor_id = :successor
  WHERE replay = :id AND job_id = :job AND state = 'queued'`);
const updateState = sql<ById & { state: ReplayState; nowMs: number }>(`
  UPDATE replay SET state = :state, ended_at_ms = CASE :state WHEN 'running' THEN NULL ELSE :nowMs END,
    next_at_ms = CASE :state WHEN 'running' THEN :nowMs ELSE next_at_ms END
  WHERE id = :id`);
const updateNextAt = sql<ById & { nextAtMs: number }>('UPDATE replay SET next_at_ms = :nextAtMs WHERE id = :id');

const lastEnded = `SELECT max(ended) FROM replay_item WHERE replay = :id AND outcome IS NOT NULL`;
const forget = sql<ById>(`UPDATE replay SET rule_from = coalesce((${lastEnded}), 0) WHERE id = :id`);
const countFailures = sql<ById & { outOf: number }, { n: number }>(`
  SELECT count(*) FILTER (WHERE outcome = 'failed') AS n FROM (
    SELECT outcome FROM replay_item
    WHERE replay = :id AND outcome IS NOT NULL AND ended > (SELECT rule_from FROM replay WHERE id = :id)
    ORDER BY ended DESC LIMIT :outOf)`);
const deleteEnded = sql<{ beforeMs: number }>(
  `DELETE FROM replay WHERE state = 'finished' AND ended_at_ms < :beforeMs`,
);

export function sqliteReplayStore(db: WriteDb): ReplayStore {
  return {
    inScope: (scope) => readScope(db, scope),
    countDownloads: (ids) => countDownloads(db, ids),
    insert({ scope, pace, ...replay }, items, nowMs) {
      const numbered = items.map(({ id, kind }) => ({ id: Number(id), kind }));
      inTransaction(db, () => {
        // The ids of a selection are its items.
        const kept = scope.kind === 'jobs' ? { kind: scope.kind } : scope;
        write(db, insertReplay, { ...replay, scope: JSON.stringify(kept), pace: JSON.stringify(pace), nowMs });
        write(db, insertItems, { id: replay.id, items: JSON.stringify(numbered) });
      });
    },
    get: (id) => toRecord(readRow(db, selectReplay, { id })),
    findByKey: (key) => toRecord(readRow(db, selectByKey, { key })),
    list: (limit) => readRows(db, selectList, { limit }).flatMap((row) => toRecord(row) ?? []),
    findRunning: (kinds, except) => toRecord(readRow(db, selectRunning, { kinds: JSON.stringify(kinds), except })),
    kindsOf: (id) => readColumn(db, selectKinds, { id }),
    queued: (id, limit) => readColumn(db, selectQueued, { id, limit }).map(toJobId),
    settle(id, job, end) {
      const moved = 'successor' in end;
      const state = moved ? 'moved' : 'skipped';
      const why = moved ? null : end.why;
      const successor = moved ? Number(end.successor) : null;
      inTransaction(db, () => write(db, settleItem, { id, job, state, why, successor }));
    },
    setState: (id, state, nowMs) => void inTransaction(db, () => write(db, updateState, { id, state, nowMs })),
    setNextAt: (id, nextAtMs) => void inTransaction(db, () => write(db, updateNextAt, { id, nextAtMs })),
    forgetFailures: (id) => void inTransaction(db, () => write(db, forget, { id })),
    prune: (beforeMs) => inTransaction(db, () => write(db, deleteEnded, { beforeMs })),
    recentFailures: (id, outOf) => readRow(db, countFailures, { id, outOf })?.n ?? 0,
  };
}

function toRecord(row: ReplayRow | null): ReplayRecord | null {
  if (row === null) return null;
  const { pace, ...record } = row;
  return { ...record, pace: replayPace.parse(JSON.parse(pace)) };
}
