import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountId } from '../../contract/ids.ts';
import { sqliteBudgetStore } from '../../main/adapters/sqlite/budget-store.ts';
import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { takeOver } from '../../main/adapters/sqlite/take-over.ts';
import { createGovernor } from '../../main/core/pacing/governor.ts';
import type { BudgetStore } from '../../main/core/ports/budget-store.ts';
import { createTokenBucketGovernor } from '../core/pacing/token-bucket-governor.ts';
import { memoryBudgetStore } from '../helpers/memory-budget-store.ts';
import { DEFAULT_PACE_LIMITS, runLoadedHour } from '../helpers/pacing-load.ts';
import { seededRandom } from '../helpers/seeded-random.ts';
import { createVirtualClock } from '../helpers/virtual-clock.ts';
import { atLeast, atMost, type BenchResult, figure } from './bench-result.ts';

const START_MS = 1_750_000_000_000;
const CHUNK_BYTES = 3_932_160;
const CHUNKS = 34;

/** The scheduler's goal: a budget used to the full, and never more than the service allows. Then what it costs. */
export async function run(): Promise<BenchResult[]> {
  return [...(await useBudgets()), ...(await admitChunks())];
}

async function useBudgets(): Promise<BenchResult[]> {
  const mailboxes = { requests: 6, uploadBytes: 7, messages: 7 };
  const governed = await runLoadedHour(mailboxes, memoryBudgetStore(), createGovernor);
  const bucket = await runLoadedHour(mailboxes, memoryBudgetStore(), createTokenBucketGovernor);
  return [
    atMost(0, 'governor: limits broken in an hour of 20 mailboxes', governed.violations.length, 'limits'),
    atLeast(0.95, 'governor: request budget used', governed.usedShare.requests, 'of 1'),
    atLeast(0.95, 'governor: upload budget used', governed.usedShare.uploadBytes, 'of 1'),
    atLeast(0.95, 'governor: message budget used', governed.usedShare.messages, 'of 1'),
    atLeast(1, 'token bucket instead (must be caught): limits broken', bucket.violations.length, 'limits'),
  ];
}

/** A 130 MB upload as the governor sees it: one chunk a second, on a real database with synced commits. */
async function admitChunks(): Promise<BenchResult[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mailroom-bench-'));
  const db = takeOver(openDatabase(dataDir, START_MS), { pid: process.pid, bootId: null, nowMs: START_MS });
  const clock = createVirtualClock(START_MS);
  const store = sqliteBudgetStore(db);
  let commits = 0;
  const budgets: BudgetStore = {
    ...store,
    add(...charge) {
      commits += 1;
      store.add(...charge);
    },
  };
  const governor = createGovernor({ clock, random: seededRandom(1), budgets, limits: DEFAULT_PACE_LIMITS });
  const { signal } = new AbortController();
  const mailboxes = Array.from({ length: 30 }, (_, index) => accountId.parse(`sandbox:${index}`));
  let cpuUs = 0;
  for (let chunk = 0; chunk < CHUNKS; chunk += 1) {
    const before = process.cpuUsage();
    for (const mailbox of mailboxes) {
      const admission = await governor.admit(mailbox, { uploadBytes: CHUNK_BYTES, messages: 0 }, 'bulk', signal);
      if (admission.kind !== 'go') throw new Error(`expected go, got ${admission.kind}`);
      admission.permit.release();
    }
    const used = process.cpuUsage(before);
    cpuUs += used.user + used.system;
    await clock.runUntil(clock.nowMs() + 1_000);
  }
  db.connection.close();
  rmSync(dataDir, { recursive: true, force: true });
  const admissions = CHUNKS * mailboxes.length;
  return [
    atMost(0.5, 'governor: synced commits for a chunk', commits / admissions, 'commits'),
    figure('governor: CPU for a chunk, commits included', cpuUs / admissions, 'µs'),
  ];
}
