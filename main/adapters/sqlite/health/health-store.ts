import type { AccountId } from '../../../../contract/ids.ts';
import type { Situation } from '../../../../contract/health.ts';
import { ADVANCE_KIND } from '../../../core/outbox/outbox-jobs.ts';
import type { HealthSample, HealthStore, SampleStep, Silence } from '../../../core/ports/health-store.ts';
import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { isOpen } from '../jobs/find-jobs.ts';
import { readRow, readRows, write } from '../run-statement.ts';
import { sql } from '../statement.ts';

const stepMs: Readonly<Record<SampleStep, number>> = { minute: 60_000, tenMinutes: 600_000 };
const keptMs: Readonly<Record<SampleStep, number>> = { minute: 24 * 3_600_000, tenMinutes: 7 * 24 * 3_600_000 };

const upsertMinute = sql<HealthSample>(`
  INSERT OR REPLACE INTO health_sample (step_ms, at_ms, upload_rate, confirmation, backlog, errors)
  VALUES (60000, :atMs, :uploadRate, :confirmation, :backlog, :errors)`);
/** Told anew with every minute of it, so that a restart in the middle loses none. `avg` passes over NULL. */
const upsertTenMinutes = sql<{ fromMs: number }>(`
  INSERT OR REPLACE INTO health_sample (step_ms, at_ms, upload_rate, confirmation, backlog, errors)
  SELECT 600000, :fromMs, avg(upload_rate), avg(confirmation), avg(backlog), avg(errors) FROM health_sample
  WHERE step_ms = 60000 AND at_ms >= :fromMs AND at_ms < :fromMs + 600000`);
const deleteOldSamples = sql<{ stepMs: number; beforeMs: number }>(
  'DELETE FROM health_sample WHERE step_ms = :stepMs AND at_ms < :beforeMs',
);
const selectSamples = sql<{ stepMs: number; fromMs: number }, HealthSample>(`
  SELECT at_ms AS atMs, upload_rate AS uploadRate, confirmation, backlog, errors FROM health_sample
  WHERE step_ms = :stepMs AND at_ms >= :fromMs ORDER BY at_ms`);

const selectAlerts = sql<null, { situation: Situation; sinceMs: number }>(
  'SELECT situation, since_ms AS sinceMs FROM health_alert',
);
const deleteAlerts = sql<null>('DELETE FROM health_alert');
const insertAlert = sql<{ situation: Situation; sinceMs: number }>(
  'INSERT INTO health_alert (situation, since_ms) VALUES (:situation, :sinceMs)',
);

const selectSilences = sql<{ nowMs: number }, Silence>(`
  SELECT situation AS alert, until_ms AS untilMs, reason, actor FROM health_silence WHERE until_ms > :nowMs`);
const upsertSilence = sql<Silence & { nowMs: number }>(`
  INSERT OR REPLACE INTO health_silence (situation, until_ms, reason, actor, created_at_ms)
  VALUES (:alert, :untilMs, :reason, :actor, :nowMs)`);
const deleteSilence = sql<{ alert: Situation }>('DELETE FROM health_silence WHERE situation = :alert');
const deleteEndedSilences = sql<{ nowMs: number }>('DELETE FROM health_silence WHERE until_ms <= :nowMs');

const countOpenDead = sql<{ sendKind: string }, { count: number }>(`
  SELECT count(*) AS count FROM job INDEXED BY job_open_cause WHERE ${isOpen} AND kind <> :sendKind`);
const countMessages = sql<{ steps: string; account: AccountId | null }, { count: number }>(`
  SELECT count(*) AS count FROM outbox INDEXED BY outbox_by_step
  WHERE step IN (SELECT value FROM json_each(:steps)) AND (:account IS NULL OR account = :account)
    AND submitted_at_ms IS NOT NULL`);

export function sqliteHealthStore(db: WriteDb): HealthStore {
  function prune(nowMs: number): void {
    for (const step of ['minute', 'tenMinutes'] as const) {
      write(db, deleteOldSamples, { stepMs: stepMs[step], beforeMs: nowMs - keptMs[step] });
    }
    write(db, deleteEndedSilences, { nowMs });
  }

  return {
    record: (minute, since) =>
      inTransaction(db, () => {
        write(db, upsertMinute, minute);
        write(db, upsertTenMinutes, { fromMs: minute.atMs - (minute.atMs % stepMs.tenMinutes) });
        write(db, deleteAlerts);
        for (const [situation, sinceMs] of since) write(db, insertAlert, { situation, sinceMs });
        prune(minute.atMs);
      }),
    samples: (step, fromMs) => readRows(db, selectSamples, { stepMs: stepMs[step], fromMs }),
    since: () => new Map(readRows(db, selectAlerts).map(({ situation, sinceMs }) => [situation, sinceMs])),
    silences: (nowMs) => readRows(db, selectSilences, { nowMs }),
    silence: (silence, nowMs) => inTransaction(db, () => void write(db, upsertSilence, { ...silence, nowMs })),
    unsilence: (alert) => inTransaction(db, () => write(db, deleteSilence, { alert }) > 0),
    openDeadJobs: () => readRow(db, countOpenDead, { sendKind: ADVANCE_KIND })?.count ?? 0,
    countMessages: ({ steps, account }) =>
      readRow(db, countMessages, { steps: JSON.stringify(steps), account })?.count ?? 0,
  };
}
