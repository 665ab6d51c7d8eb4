import { expect, test } from 'vitest';
import { sqliteJobStore } from '../../../main/adapters/sqlite/job-store.ts';
import { decideRetry } from '../../../main/core/jobs/decide-retry.ts';
import type { JobOutcome, Lease } from '../../../main/core/ports/job-store.ts';
import { LEASE_MS, sampleError, sampleJob, tryClaim } from '../../conformance/job-store/sample-job.ts';
import { openTestDatabase } from '../../helpers/open-test-database.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';

const ENQUEUES = 1_200;
const KEYS = 900;
const MAILBOXES = 5;
const WORKERS = 8;
const DAY_MS = 24 * 60 * 60_000;

test('eight workers that fail and vanish bring every job to its end, within the slots of each mailbox', async () => {
  const store = sqliteJobStore(openTestDatabase());
  const clock = createVirtualClock(0);
  const random = seededRandom(42);
  const policy = { baseMs: 2_000, capMs: 3_600_000 };
  const under = new Map<string, number>();
  const latest = { enqueued: new Map<string, number>(), started: new Map<string, number>() };
  const seen = { abandoned: 0, failed: 0, most: 0, overlaps: 0, isOver: false };
  const runningKeys = new Set<string>();
  const sleepUpTo = (limitMs: number) => clock.sleep(Math.floor(random.uniform() * limitMs));

  async function enqueueAndWait(): Promise<void> {
    for (let n = 0; n < ENQUEUES; n++) {
      const key = Math.floor(random.uniform() * KEYS);
      const dedupeKey = `sample:${key}`;
      const job = sampleJob({
        dedupeKey,
        mailbox: `sandbox:${key % MAILBOXES}`,
        maxAttempts: 50,
        runAtMs: clock.nowMs(),
      });
      store.enqueue(job, clock.nowMs());
      latest.enqueued.set(dedupeKey, clock.nowMs());
      await sleepUpTo(200);
    }
    while (store.count(['waiting', 'ready', 'leased']) > 0) await clock.sleep(5_000);
    seen.isOver = true;
  }

  async function work(): Promise<void> {
    while (!seen.isOver) {
      const lease = tryClaim(store, clock.nowMs());
      if (lease === null) await clock.sleep(1_000);
      else await run(lease);
    }
  }

  async function run(lease: Lease): Promise<void> {
    const { mailbox, dedupeKey } = lease.job;
    const key = dedupeKey ?? '';
    if (runningKeys.has(key)) seen.overlaps += 1;
    runningKeys.add(key);
    latest.started.set(key, clock.nowMs());
    under.set(mailbox, (under.get(mailbox) ?? 0) + 1);
    seen.most = Math.max(seen.most, under.get(mailbox) ?? 0);
    await sleepUpTo(5_000);
    const fate = random.uniform();
    // A worker that vanishes holds its slot until its lease has run out; that is what the store must see to.
    if (fate < 0.1) await clock.sleep(lease.untilMs - clock.nowMs());
    under.set(mailbox, (under.get(mailbox) ?? 0) - 1);
    runningKeys.delete(key);
    if (fate < 0.1) seen.abandoned += 1;
    else acknowledge(lease, fate < 0.25 ? failing : { kind: 'done' });
  }

  const failing: JobOutcome = { kind: 'retry', error: sampleError, notBeforeMs: null, progressed: false };

  function acknowledge(lease: Lease, outcome: JobOutcome): void {
    const nowMs = clock.nowMs();
    const decision = decideRetry(outcome, lease.job, policy, nowMs, random.uniform());
    if (decision.kind === 'release') seen.failed += 1;
    const ack = decision.kind === 'release' ? store.release(lease, decision, nowMs) : store.complete(lease, nowMs);
    expect(ack).not.toBe('leaseLost');
  }

  async function reap(): Promise<void> {
    while (!seen.isOver) {
      await clock.sleep(LEASE_MS / 4);
      store.reap(clock.nowMs(), { sample: 20 });
    }
  }

  const everyone = Promise.all([enqueueAndWait(), reap(), ...Array.from({ length: WORKERS }, work)]);
  await clock.runUntil(DAY_MS);
  await everyone;

  const { enqueued, started } = latest;
  const forgotten = [...enqueued].filter(([key, atMs]) => (started.get(key) ?? -1) < atMs);
  const ends = new Set(store.list({}).map(({ state }) => state));
  expect({ forgotten, ends: [...ends], keys: started.size }).toEqual({
    forgotten: [],
    ends: ['done'],
    keys: enqueued.size,
  });
  expect({ most: seen.most, overlaps: seen.overlaps }).toEqual({ most: 3, overlaps: 0 });
  expect(Math.min(seen.abandoned, seen.failed)).toBeGreaterThan(80);
});
