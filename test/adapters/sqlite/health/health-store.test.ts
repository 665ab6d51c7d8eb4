import { describe, expect, it } from 'vitest';
import { accountId } from '../../../../contract/ids.ts';
import { sqliteHealthStore } from '../../../../main/adapters/sqlite/health/health-store.ts';
import { sqliteJobStore } from '../../../../main/adapters/sqlite/job-store.ts';
import { sqliteOutboxStore } from '../../../../main/adapters/sqlite/outbox/outbox-store.ts';
import { nothingMeasured } from '../../../../main/core/health/mean-of-samples.ts';
import { advanceJob } from '../../../../main/core/outbox/outbox-jobs.ts';
import { unsentSteps } from '../../../../main/core/outbox/outbox-record.ts';
import { openTestDatabase, temporaryFolder } from '../../../helpers/open-test-database.ts';
import { sampleAccount, sampleContent, sampleId } from '../../../helpers/sample-outbox.ts';

const otherAccount = accountId.parse('sandbox-tenant:other');

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const startMs = Date.UTC(2026, 10, 19, 12, 0);
const sample = (minute: number, backlog: number | null) => ({
  ...nothingMeasured,
  atMs: startMs + minute * MINUTE_MS,
  backlog,
});
const silence = {
  alert: 'diskFull',
  untilMs: startMs + DAY_MS,
  reason: 'new disk ordered',
  actor: 'operator',
} as const;

describe('measures', () => {
  it('O1: are kept by the minute and as means of ten minutes, with gaps and over a restart', () => {
    const dataDir = temporaryFolder();
    const store = sqliteHealthStore(openTestDatabase(dataDir));
    store.record(sample(0, 10), new Map());
    store.record(sample(4, null), new Map());
    const next = sqliteHealthStore(openTestDatabase(dataDir));
    next.record(sample(9, 20), new Map());
    next.record(sample(10, null), new Map());
    expect(next.samples('minute', startMs)).toEqual([sample(0, 10), sample(4, null), sample(9, 20), sample(10, null)]);
    expect(next.samples('tenMinutes', startMs)).toEqual([sample(0, 15), sample(10, null)]);
    expect(next.samples('minute', startMs + MINUTE_MS)).toHaveLength(3);
  });

  it('are forgotten after a day by the minute, and after a week', () => {
    const store = sqliteHealthStore(openTestDatabase());
    for (const at of [0, 24 * 60, 24 * 60 + 1]) store.record(sample(at, 1), new Map());
    expect(store.samples('minute', 0).map(({ atMs }) => atMs)).toEqual([
      startMs + DAY_MS,
      startMs + DAY_MS + MINUTE_MS,
    ]);
    expect(store.samples('tenMinutes', 0)).toHaveLength(2);
    store.record(sample(7 * 24 * 60 + 10, 1), new Map());
    expect(store.samples('tenMinutes', 0)).toHaveLength(2);
  });
});

describe('alerts', () => {
  it('O2: are as old after a restart as before, and the ended ones are gone', () => {
    const dataDir = temporaryFolder();
    const store = sqliteHealthStore(openTestDatabase(dataDir));
    const before = new Map([['offline', 5] as const, ['needsYou', 6] as const]);
    store.record(sample(0, null), before);
    const next = sqliteHealthStore(openTestDatabase(dataDir));
    expect(next.since()).toEqual(before);
    next.record(sample(1, null), new Map([['needsYou', 6]]));
    expect(next.since()).toEqual(new Map([['needsYou', 6]]));
  });
});

describe('silences', () => {
  it('O2: last until their end over a restart, and a later one takes the place of the first', () => {
    const dataDir = temporaryFolder();
    const store = sqliteHealthStore(openTestDatabase(dataDir));
    store.silence(silence, startMs);
    store.silence({ ...silence, reason: 'delivery is late' }, startMs);
    const next = sqliteHealthStore(openTestDatabase(dataDir));
    expect(next.silences(startMs)).toEqual([{ ...silence, reason: 'delivery is late' }]);
    expect(next.silences(silence.untilMs)).toEqual([]);
    next.record(sample(24 * 60, null), new Map());
    expect(next.silences(startMs)).toEqual([]);
  });

  it('can be taken back once', () => {
    const store = sqliteHealthStore(openTestDatabase());
    store.silence(silence, startMs);
    expect([store.unsilence('diskFull'), store.unsilence('diskFull')]).toEqual([true, false]);
    expect(store.silences(startMs)).toEqual([]);
  });
});

describe('dead jobs', () => {
  it('O1: count while nobody dealt with them; what is sent is counted among the messages', () => {
    const db = openTestDatabase();
    const insert = db.connection.prepare(`
      INSERT INTO job (kind, lane, mailbox, payload, payload_version, title, priority, state, run_at_ms, created_at_ms,
        max_attempts, death_reason, died_at_ms, replayed_by, discarded_at_ms)
      VALUES (?, 'ingest', 'sandbox:sender', '{}', 1, 'a job', 0, 'dead', 0, 0, 1, 'exhausted', 0, ?, ?)`);
    const store = sqliteHealthStore(db);
    insert.run('ingest.message', 9, null);
    insert.run('ingest.message', null, 9);
    insert.run('outbox.advance', null, null);
    expect(store.openDeadJobs()).toBe(0);
    insert.run('ingest.message', null, null);
    expect(store.openDeadJobs()).toBe(1);
  });
});

it('counts messages by their step without reading any of them, and not what is only being written', () => {
  const db = openTestDatabase();
  const outbox = sqliteOutboxStore(db, sqliteJobStore(db));
  for (const n of [1, 2, 3, 4]) {
    const message = {
      id: sampleId(n),
      account: n === 4 ? otherAccount : sampleAccount,
      key: `key ${String(n)}`,
      contentDigest: 'digest',
      content: sampleContent,
      path: 'draft',
      submittedAtMs: n === 3 ? null : 1,
      correlationId: '00000000-0000-4000-8000-000000000001',
      attachments: [],
    } as const;
    outbox.insert(message, advanceJob(message, 0), 0);
  }
  outbox.change(sampleId(2), { from: ['staged'] }, { step: 'needsHuman' }, null, 5);
  const store = sqliteHealthStore(db);
  expect(store.countMessages({ steps: unsentSteps, account: null })).toBe(2);
  expect(store.countMessages({ steps: unsentSteps, account: sampleAccount })).toBe(1);
  expect(store.countMessages({ steps: ['needsHuman'], account: null })).toBe(1);
});
