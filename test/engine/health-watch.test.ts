import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteHealthStore } from '../../main/adapters/sqlite/health/health-store.ts';
import { inTransaction } from '../../main/adapters/sqlite/in-transaction.ts';
import { readSettings } from '../../main/core/policy/read-settings.ts';
import { resolveFlags } from '../../main/core/policy/resolve-flags.ts';
import type { HealthStore } from '../../main/core/ports/health-store.ts';
import { type HealthParts, watchHealth } from '../../main/engine/health-watch.ts';
import { openTestDatabase, temporaryFolder } from '../helpers/open-test-database.ts';
import { silentLog } from '../helpers/silent-log.ts';
import { createVirtualClock } from '../helpers/virtual-clock.ts';

const startMs = Date.UTC(2026, 10, 19, 12, 0, 5);
const minutes = (count: number): number => count * 60_000;
const nothing = (): undefined => undefined;

/** What Health asks, as this test wants it answered; store and database are real. */
function healthRig(dataDir = temporaryFolder(), fromMs = startMs) {
  const clock = createVirtualClock(fromMs);
  const read = readSettings({ account: { PROVIDER_MICROSOFT_ENABLED: true } });
  if (!read.ok) throw new Error('no settings');
  const db = openTestDatabase(dataDir);
  const plain = sqliteHealthStore(db);
  const state = { records: 0, fails: false, uploadRate: 2, worker: { looks: true, seenMs: fromMs } };
  const store: HealthStore = {
    ...plain,
    record(minute, since) {
      if (state.fails) throw new Error('the disk is full');
      state.records += 1;
      plain.record(minute, since);
    },
  };
  const totals = { stored: 0, waiting: 0, needsYou: 0 };
  const parts: HealthParts = {
    loaded: { settings: read.settings },
    accounts: { list: () => [] },
    tenancy: { owns: () => true },
    outbox: { onChange: () => nothing },
    ingest: {
      room: { peek: () => Promise.resolve(null) },
      store: { backlog: () => [], folders: () => [], totals: () => totals },
    },
    worker: {
      standing: () => ({ wake: nothing, stop: () => Promise.resolve(), finished: Promise.resolve() }),
      triesAgainAtMs: () => null,
      onFailure: () => nothing,
    },
    looks: { lastMs: () => (state.worker.looks ? clock.nowMs() : state.worker.seenMs) },
    network: { network: () => 'online', onChange: () => nothing },
    governor: { waits: () => [], onChange: () => nothing },
    flags: {
      now: () => resolveFlags({ settings: read.settings, origins: read.origins, shared: null }),
      onChange: () => nothing,
      sharedAgeMs: () => null,
    },
    clock,
    store,
    requests: { recent: () => ({ failed: 1, total: 4 }) },
    confirmations: { recent: () => null },
    uploads: { megabytesPerSecond: () => state.uploadRate },
    transact: (work) => inTransaction(db, work),
    audit: {
      append: () => {
        throw new Error('nothing is to be written down');
      },
      page: () => [],
      after: () => [],
      ofSubject: () => [],
      verify: () => Promise.resolve({ ok: true, entries: 0, brokenAt: null, detail: '' }),
      cut: () => 0,
    },
    actor: 'operator',
    log: silentLog,
  };
  const health = watchHealth(parts);
  onTestFinished(() => health.close());
  return { health, clock, state, store: plain, dataDir };
}

describe('sampling', () => {
  it('O1: keeps the mean of each minute with one commit, and the first numbers come with the first', async () => {
    const { health, clock, state, store } = healthRig();
    expect((await health.now()).firstNumbersAt).toBe('2026-11-19T12:01:00.000Z');
    await clock.runUntil(startMs + 30_000);
    state.uploadRate = 6;
    await clock.runUntil(startMs + minutes(3));
    expect(state.records).toBe(3);
    const kept = store.samples('minute', 0);
    expect(kept.map(({ atMs }) => new Date(atMs).toISOString())).toEqual([
      '2026-11-19T12:00:00.000Z',
      '2026-11-19T12:01:00.000Z',
      '2026-11-19T12:02:00.000Z',
    ]);
    expect(kept[0]?.uploadRate).toBeGreaterThan(2);
    expect(kept[0]?.uploadRate).toBeLessThan(6);
    expect(kept[1]).toMatchObject({ uploadRate: 6, confirmation: null, backlog: null, errors: 0.25 });
    const report = await health.now();
    expect([report.firstNumbersAt, report.measures.uploadRate.now]).toEqual([null, 6]);
    expect(health.series('hour').values.uploadRate.filter((value) => value !== null)).toHaveLength(3);
  });

  it('O1: goes on where it was after a restart, with a gap for the time between', async () => {
    const { health, clock, dataDir } = healthRig();
    await clock.runUntil(startMs + minutes(2));
    health.close();
    const later = healthRig(dataDir, startMs + minutes(20));
    expect((await later.health.now()).firstNumbersAt).toBeNull();
    await later.clock.runUntil(startMs + minutes(22));
    const known = later.health.series('hour').values.errors.map((value) => value !== null);
    expect(known.filter(Boolean)).toHaveLength(4);
    expect(known.lastIndexOf(true) - known.indexOf(true)).toBe(21);
  });

  it('goes on without the minutes that could not be written down', async () => {
    const { health, clock, state, store } = healthRig();
    state.fails = true;
    await clock.runUntil(startMs + minutes(2));
    state.fails = false;
    await clock.runUntil(startMs + minutes(4));
    expect(store.samples('minute', 0)).toHaveLength(2);
    expect((await health.now()).verdict).toContain('no mailbox is connected');
  });

  it('ends when it is closed', async () => {
    const { health, clock, state } = healthRig();
    await clock.runUntil(startMs + minutes(2));
    health.close();
    await clock.runUntil(startMs + minutes(9));
    expect(state.records).toBe(2);
  });
});

describe('the worker', () => {
  it('J9: is gone when it has not looked for half a minute, and since it last looked', async () => {
    const { health, clock, state } = healthRig();
    state.worker = { looks: false, seenMs: startMs + minutes(1) };
    await clock.runUntil(startMs + minutes(1) + 29_000);
    expect((await health.now()).alerts).toEqual([]);
    await clock.runUntil(startMs + minutes(2));
    const { alerts, verdict } = await health.now();
    expect(alerts[0]).toMatchObject({ id: 'workerGone', since: '2026-11-19T12:01:05.000Z' });
    expect(verdict).toMatch(/^Nothing is being sent or collected: the worker stopped at \d\d:01\.$/);
  });

  it('J9: is not gone because the machine slept', async () => {
    const { health, clock, state } = healthRig();
    await health.now();
    state.worker = { looks: false, seenMs: clock.nowMs() };
    clock.shiftMs(minutes(60));
    expect((await health.now()).alerts).toEqual([]);
  });
});
