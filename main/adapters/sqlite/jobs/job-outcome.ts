import type { WriteDb } from '../connection.ts';
import { inTransaction } from '../in-transaction.ts';
import { write } from '../run-statement.ts';
import { sql } from '../statement.ts';

const DAY_MS = 86_400_000;
const DAYS = 90;

const countOutcome = sql<{ id: number; nowMs: number; done: number; retried: number; died: number }>(`
  INSERT INTO job_outcome (day, kind, done, retried, died)
  SELECT date(:nowMs / 1000, 'unixepoch'), kind, :done, :retried, :died FROM job WHERE id = :id
  ON CONFLICT (day, kind) DO UPDATE SET
    done = done + excluded.done, retried = retried + excluded.retried, died = died + excluded.died`);
const deleteDays = sql<{ through: string }>('DELETE FROM job_outcome WHERE day <= :through');

/** Part of the transaction in which a run ended. Row J13. */
export function recordOutcome(db: WriteDb, id: number, outcome: string, nowMs: number): void {
  const counts = {
    done: Number(outcome === 'done'),
    retried: Number(outcome === 'retry'),
    died: Number(outcome === 'dead'),
  };
  if (counts.done + counts.retried + counts.died > 0) write(db, countOutcome, { id, nowMs, ...counts });
}

/** Forgets days that are not shown any more. */
export function forgetOutcomes(db: WriteDb, nowMs: number): number {
  return inTransaction(db, () => write(db, deleteDays, { through: dayBefore(nowMs) }));
}

/** The last day, in UTC, that is not shown any more. */
export function dayBefore(nowMs: number): string {
  return new Date(nowMs - DAYS * DAY_MS).toISOString().slice(0, 10);
}
