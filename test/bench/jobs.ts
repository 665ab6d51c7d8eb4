import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteJobIndex } from '../../main/adapters/sqlite/jobs/job-index.ts';
import { sqliteJobStore } from '../../main/adapters/sqlite/job-store.ts';
import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { takeOver } from '../../main/adapters/sqlite/take-over.ts';
import { describeCause, describeJob } from '../../main/core/jobs/describe-job.ts';
import { weighScope, countEffect } from '../../main/core/replay/weigh-scope.ts';
import { sqliteReplayStore } from '../../main/adapters/sqlite/replay/replay-store.ts';
import type { WriteDb } from '../../main/adapters/sqlite/connection.ts';
import { atLeast, atMost, type BenchResult, figure } from './bench-result.ts';
import { fillQueue, newInteractive } from './jobs/fill-queue.ts';

const JOBS = 100_000;
const DEAD = 6_000;
const CLAIMS = 300;
const ROUNDS = 15;

/** The Jobs screen over a hundred thousand jobs of which six thousand are dead, and a person's send behind them. */
export function run(): Promise<BenchResult[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mailroom-bench-'));
  const nowMs = Date.now();
  const db = takeOver(openDatabase(dataDir, nowMs), { pid: process.pid, bootId: null, nowMs });
  try {
    const fillMs = took(() => fillQueue(db, JOBS, DEAD, nowMs));
    // A backlog comes over hours; what filling it at once left in the log is not what is measured.
    db.connection.pragma('wal_checkpoint(TRUNCATE)');
    return Promise.resolve([
      figure('jobs: to fill the queue', fillMs / JOBS, 'ms a job'),
      ...measureScreens(db, nowMs),
      ...measureClaims(db, nowMs),
      ...measureWithoutIndexes(db),
    ]);
  } finally {
    db.connection.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function measureScreens(db: WriteDb, nowMs: number): BenchResult[] {
  const index = sqliteJobIndex(db);
  const replays = sqliteReplayStore(db);
  const everything = { kind: 'filter', filter: {} } as const;
  const causes = () => index.causes({}, nowMs).map(describeCause);
  const open = () => {
    index.totals(nowMs);
    causes();
    return index.page({}, null, 100).rows.map(describeJob);
  };
  return [
    atMost(300, 'jobs: the screen opens (totals, causes, first page), median', median(open), 'ms'),
    atMost(200, 'jobs: by cause, median', median(causes), 'ms'),
    atMost(
      20,
      'jobs: by cause, of one mailbox and kind, median',
      median(() => index.causes({ mailbox: 'mailbox-3@sandbox.example', kind: 'ingest.message' }, nowMs)),
      'ms',
    ),
    atMost(
      300,
      'jobs: dead letters, first page, median',
      median(() => index.page({ fate: 'open' }, null, 100)),
      'ms',
    ),
    atMost(
      300,
      'jobs: found by one rare word, median',
      median(() => index.page({ text: 'invoice 77777' }, null, 100)),
      'ms',
    ),
    atMost(
      300,
      'jobs: found by a word that all have, median',
      median(() => index.page({ text: 'invoice' }, null, 100)),
      'ms',
    ),
    atMost(
      300,
      'jobs: one mailbox of all, median',
      median(() => index.page({ mailbox: 'mailbox-3@sandbox.example' }, null, 100)),
      'ms',
    ),
    atMost(
      500,
      'jobs: dry run of all that are dead, median',
      median(() => countEffect({ replays }, weighScope({ replays, proofOf }, everything))),
      'ms',
    ),
  ];
}

/** From its enqueue until the worker has it, each claim with its synced commit; every eighth goes by age alone. */
function measureClaims(db: WriteDb, nowMs: number): BenchResult[] {
  const store = sqliteJobStore(db);
  const request = {
    lanes: ['interactive', 'small', 'large', 'ingest'],
    leaseMsByKind: { 'outbox.advance': 60_000, 'ingest.message': 60_000 },
    nowMs,
  } as const;
  const waits = Array.from({ length: CLAIMS }, (_, n) => {
    const beganMs = performance.now();
    const { id } = store.enqueue(newInteractive(n, nowMs), nowMs);
    for (;;) {
      const lease = store.claim(request);
      const waitedMs = performance.now() - beganMs;
      if (lease === null) throw new Error('nothing was claimed');
      store.complete(lease, nowMs);
      if (lease.job.id === id) return waitedMs;
    }
  }).toSorted((x, y) => x - y);
  const p99 = waits[Math.floor(waits.length * 0.99)] ?? Infinity;
  return [
    figure('jobs: an interactive send is claimed, median', waits[Math.floor(waits.length / 2)] ?? Infinity, 'ms'),
    atMost(100, 'jobs: an interactive send is claimed, 99th percentile', p99, 'ms'),
  ];
}

/** The control: these figures come from the indexes and from nothing else. */
function measureWithoutIndexes(db: WriteDb): BenchResult[] {
  const withIndex = median(() => sqliteJobIndex(db).page({ fate: 'open' }, null, 100));
  const without = db.connection.prepare(`
    SELECT id FROM job NOT INDEXED WHERE state = 'dead' AND replayed_by IS NULL AND discarded_at_ms IS NULL
    ORDER BY coalesce(last_error_at_ms, -1) DESC, id DESC LIMIT 100`);
  const slower = median(() => without.all()) / withIndex;
  return [atLeast(3, 'jobs: dead letters without their index (must be caught)', slower, 'times')];
}

function proofOf() {
  return { kind: 'unsent' } as const;
}

function median(work: () => unknown): number {
  const times = Array.from({ length: ROUNDS }, () => took(work)).toSorted((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? Infinity;
}

function took(work: () => unknown): number {
  const beganMs = performance.now();
  work();
  return performance.now() - beganMs;
}
