import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { sqliteJobStore } from '../../main/adapters/sqlite/job-store.ts';
import { standardLimits, type AnyJobKind } from '../../main/core/jobs/job-kinds.ts';
import { standardSlots } from '../../main/core/jobs/run-worker.ts';
import { upkeepJob } from '../../main/core/jobs/upkeep-job.ts';
import { MailroomError } from '../../main/core/mailroom-error.ts';
import type { JobStore } from '../../main/core/ports/job-store.ts';
import { engineWorker } from '../../main/engine/engine-worker.ts';
import { impatientClock } from '../helpers/impatient-clock.ts';
import { openTestDatabase } from '../helpers/open-test-database.ts';
import { seededRandom } from '../helpers/seeded-random.ts';
import { mail, startEngine, waitFor } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';
import { createVirtualClock } from '../helpers/virtual-clock.ts';
import { patiently } from '../helpers/patiently.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const diskFull = () =>
  new MailroomError('disk_full', { message: 'The disk is full.', remediation: 'Free some space.' });

/** Claims nothing until it has refused so often. */
function moody(state: { refusals: number; tries?: number }): (store: JobStore) => JobStore {
  return (store) => ({
    ...store,
    claim(request) {
      if (state.refusals === 0) return store.claim(request);
      state.refusals -= 1;
      state.tries = (state.tries ?? 0) + 1;
      throw diskFull();
    },
  });
}

/** A real store, and a clock of the test's. */
function rig(refusals: number) {
  const clock = createVirtualClock(0);
  const plain = sqliteJobStore(openTestDatabase());
  const state = { refusals, tries: 0, done: 0 };
  const store = moody(state)(plain);
  const kind: AnyJobKind = {
    ...standardLimits,
    kind: 'sample',
    lane: 'upkeep',
    payload: z.strictObject({}),
    payloadVersion: 1,
    retry: { baseMs: SECOND, capMs: MINUTE },
    run() {
      state.done += 1;
      return Promise.resolve({ kind: 'done' });
    },
  };
  const deps = { store, clock, random: seededRandom(3), kinds: [kind], slots: standardSlots, graceMs: SECOND };
  const worker = engineWorker({ ...deps, observe: () => undefined });
  const queue = (key: string): void => void plain.enqueue(upkeepJob('sample', key, 'Sample', 0), clock.nowMs());
  return { clock, worker, state, queue };
}

describe('the worker after a failure', () => {
  it('tries again after 15, 30, 60, 120, 240 and then every 300 seconds, says when, and does everything once', async () => {
    const { clock, worker, state, queue } = rig(7);
    queue('one');
    worker.start();
    const triesMs: (number | null)[] = [];
    worker.onFailure(() => triesMs.push(worker.triesAgainAtMs()));
    await clock.runUntil(60 * MINUTE);
    expect(triesMs).toEqual([15, 45, 105, 225, 465, 765, 1_065].map((seconds) => seconds * SECOND));
    expect(state).toEqual({ refusals: 0, tries: 7, done: 1 });
    expect(worker.triesAgainAtMs()).toBeNull();
    await worker.stop();
  });

  it('begins with 15 seconds again once a worker stood for five minutes', async () => {
    const { clock, worker, state, queue } = rig(3);
    worker.start();
    await clock.runUntil(60 * MINUTE);
    state.refusals = 1;
    queue('one');
    worker.wake();
    await clock.runUntil(60 * MINUTE + SECOND);
    expect(worker.triesAgainAtMs()).toBe(60 * MINUTE + 15 * SECOND);
    await clock.runUntil(61 * MINUTE);
    expect(state.done).toBe(1);
    await worker.stop();
  });

  it('tries at once when a person starts it, and only once', async () => {
    const { clock, worker, state } = rig(100);
    worker.start();
    await clock.runUntil(SECOND);
    worker.start();
    await clock.runUntil(2 * SECOND);
    expect(state.tries).toBe(2);
    expect(worker.triesAgainAtMs()).toBe(31 * SECOND);
    await clock.runUntil(30 * SECOND);
    expect(state.tries).toBe(2);
    await worker.stop();
  });

  it('never tries again once it was told to stop', async () => {
    const { clock, worker, state } = rig(100);
    worker.start();
    await clock.runUntil(SECOND);
    await worker.stop();
    worker.start();
    await clock.runUntil(60 * MINUTE);
    expect([state.tries, worker.triesAgainAtMs()]).toEqual([1, null]);
  });
});

describe('an engine whose database refuses for a while', () => {
  it('J9 US1: goes on by itself and sends everything once', async () => {
    const tenant = await startTenant();
    const state = { refusals: 4 };
    const engine = await startEngine({ ...tenant, instrument: { jobStore: moody(state), clock: impatientClock } });
    const subjects = ['One', 'Two', 'Three'];
    const rows = await Promise.all(subjects.map((subject) => engine.client.outbox.submit(mail({ subject }))));
    await engine.start();
    await vi.waitFor(() => expect(state.refusals).toBe(0), patiently);
    for (const { row } of rows) await waitFor(engine.client, row.id, 'sent');
    expect((await tenant.delivered()).map(({ subject }) => subject).toSorted()).toEqual(subjects.toSorted());
    expect(engine.logged.filter((line) => line.includes('worker.failed'))).toHaveLength(4);
  });

  it('fails a run of the command line at once, and says why', async () => {
    const tenant = await startTenant();
    const engine = await startEngine({ ...tenant, instrument: { jobStore: moody({ refusals: 1 }) } });
    await engine.client.outbox.submit(mail());
    await expect(engine.client.engine.runUntilIdle({})).rejects.toMatchObject({
      data: { error: { error_code: 'disk_full' } },
    });
    await engine.client.engine.runUntilIdle({});
    expect(await tenant.delivered()).toHaveLength(1);
  });

  it('J9: says in Health and in the status when it tries again', async () => {
    const engine = await startEngine({ ...(await startTenant()), instrument: { jobStore: moody({ refusals: 1 }) } });
    const beforeMs = Date.now();
    await engine.start();
    await vi.waitFor(async () => {
      const { verdict } = await engine.client.health.now({});
      expect(verdict).toMatch(/^Nothing is being sent or collected: .*; it tries again at \d\d:\d\d\.$/);
    }, patiently);
    for await (const { workerSeenAt, workerTriesAgainAt } of await engine.client.shell.status({})) {
      expect(workerSeenAt).toBeNull();
      expect(Date.parse(workerTriesAgainAt ?? '')).toBeGreaterThanOrEqual(beforeMs + 15 * SECOND);
      break;
    }
    await engine.start();
    await vi.waitFor(async () => expect((await engine.client.health.now({})).alerts).toEqual([]), patiently);
  });
});
