import { statSync } from 'node:fs';
import {
  gaugedJobStates,
  type GaugedJobState,
  type GaugedOutboxState,
  gaugedOutboxStates,
  type Standing,
} from '../../core/ports/metrics.ts';
import type { ReadDb } from './connection.ts';
import { readRow, readRows } from './run-statement.ts';
import { sql } from './statement.ts';

const countJobs = sql<{ state: string }, { n: number }>(
  'SELECT count(*) AS n FROM job INDEXED BY job_state WHERE state = :state',
);

/** From the index alone, so that a hundred thousand jobs cost some milliseconds. */
export function countJobsByState(db: ReadDb): Readonly<Record<GaugedJobState, number>> {
  const counts = gaugedJobStates.map((state) => [state, readRow(db, countJobs, { state })?.n ?? 0] as const);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made of every state
  return Object.fromEntries(counts) as Record<GaugedJobState, number>;
}

const selectOldestReady = sql<null, { runAtMs: number | null }>(
  `SELECT min(run_at_ms) AS runAtMs FROM job INDEXED BY job_best WHERE state = 'ready'`,
);

export function oldestReadyAtMs(db: ReadDb): number | null {
  return readRow(db, selectOldestReady)?.runAtMs ?? null;
}

/** `outboxState` of main/core/outbox/outbox-row.ts, as far as it is counted. A test compares the two. */
const countOutbox = sql<{ nowMs: number }, { state: GaugedOutboxState | null; n: number }>(`
  SELECT CASE
      WHEN step = 'unknown' THEN 'unconfirmed'
      WHEN step = 'needsHuman' THEN 'needsYou'
      WHEN submitted_at_ms IS NULL THEN NULL
      WHEN paused_at_ms IS NOT NULL OR wait ->> 'because' IN ('signIn', 'providerPaused', 'battery', 'metered') THEN 'paused'
      WHEN wait ->> 'because' = 'pausedForNow' AND wait ->> 'untilMs' > :nowMs THEN 'paused'
      WHEN wait ->> 'because' = 'held' AND wait ->> 'untilMs' > :nowMs THEN 'held'
      WHEN wait ->> 'because' = 'scheduled' AND wait ->> 'untilMs' > :nowMs THEN NULL
      WHEN wait ->> 'because' IN ('throttled', 'requests', 'uploadBytes', 'messages') AND wait ->> 'untilMs' > :nowMs
        THEN 'paced'
      WHEN step <> 'staged' THEN 'uploading'
    END AS state, count(*) AS n
  FROM outbox INDEXED BY outbox_by_step
  WHERE step IN ('staged', 'drafting', 'drafted', 'sealing', 'sealed', 'unknown', 'needsHuman')
  GROUP BY 1
  UNION ALL SELECT 'failed', count(*) FROM outbox INDEXED BY outbox_by_step WHERE step = 'failed'`);

export function countOutboxByState(db: ReadDb, nowMs: number): Readonly<Record<GaugedOutboxState, number>> {
  const rows = readRows(db, countOutbox, { nowMs });
  const counts = gaugedOutboxStates.map((state) => [state, rows.find((row) => row.state === state)?.n ?? 0] as const);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made of every state
  return Object.fromEntries(counts) as Record<GaugedOutboxState, number>;
}

const countDeadLetters = sql<null, { n: number }>(
  `SELECT count(*) AS n FROM message INDEXED BY message_needs_you WHERE state = 'needsYou'`,
);

export function countIngestDeadLetters(db: ReadDb): number {
  return readRow(db, countDeadLetters)?.n ?? 0;
}

const sumBlobs = sql<null, { bytes: number }>('SELECT coalesce(sum(size_bytes), 0) AS bytes FROM blob');

/** Reads every blob's row: not to be asked at each look. */
export function sumBlobBytes(db: ReadDb): number {
  return readRow(db, sumBlobs)?.bytes ?? 0;
}

export function databaseFileBytes(db: ReadDb): Pick<ReturnType<Standing['storeBytes']>, 'database' | 'wal'> {
  const file = db.connection.name;
  return { database: sizeOf(file), wal: sizeOf(`${file}-wal`) };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
