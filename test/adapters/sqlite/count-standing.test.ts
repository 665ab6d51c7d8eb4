import { expect, it } from 'vitest';
import { countJobsByState, countOutboxByState, oldestReadyAtMs } from '../../../main/adapters/sqlite/count-standing.ts';
import { inTransaction } from '../../../main/adapters/sqlite/in-transaction.ts';
import { sqliteJobStore } from '../../../main/adapters/sqlite/job-store.ts';
import { sqliteOutboxStore } from '../../../main/adapters/sqlite/outbox/outbox-store.ts';
import { advanceJob } from '../../../main/core/outbox/outbox-jobs.ts';
import { type OutboxChange, steps, type WaitCause } from '../../../main/core/outbox/outbox-record.ts';
import { outboxState } from '../../../main/core/outbox/outbox-row.ts';
import { gaugedOutboxStates } from '../../../main/core/ports/metrics.ts';
import { openTestDatabase } from '../../helpers/open-test-database.ts';
import { sampleAccount, sampleContent, sampleId } from '../../helpers/sample-outbox.ts';

const nowMs = 1_000;

/** A cause that is new has to be tried too. */
const causes: Readonly<Record<WaitCause, true>> = {
  throttled: true,
  requests: true,
  uploadBytes: true,
  messages: true,
  offline: true,
  signIn: true,
  providerPaused: true,
  pausedForNow: true,
  battery: true,
  metered: true,
  settling: true,
  looking: true,
  retry: true,
  service: true,
  held: true,
  scheduled: true,
};

it('counts messages of any step, wait and will of a person by the word that screens show', () => {
  const db = openTestDatabase();
  const store = sqliteOutboxStore(db, sqliteJobStore(db));
  const waits = Object.keys(causes).flatMap((because) =>
    [nowMs - 1, nowMs, nowMs + 1].map((untilMs) => ({ because: because as WaitCause, untilMs, count: 1 })),
  );
  let n = 0;
  const fill = (): void => {
    for (const step of steps) {
      for (const wait of [null, ...waits]) {
        for (const [submittedAtMs, pausedAtMs] of [
          [1, null],
          [1, 2],
          [null, null],
          [null, 2],
        ] as const) {
          n += 1;
          const identity = {
            id: sampleId(n),
            account: sampleAccount,
            key: `key-${String(n)}`,
            contentDigest: 'digest',
          };
          const more = {
            content: sampleContent,
            path: 'draft',
            correlationId: 'correlation',
            attachments: [],
          } as const;
          store.insert({ ...identity, ...more, submittedAtMs }, null, 0);
          const change: OutboxChange = { step, wait, pausedAtMs };
          store.change(identity.id, { from: ['staged'] }, change, null, 0);
        }
      }
    }
  };
  // One commit instead of thousands.
  inTransaction(db, fill);
  const words = store.list({}).map((record) => outboxState(record, nowMs));
  const expected = gaugedOutboxStates.map((state) => [state, words.filter((word) => word === state).length]);
  expect(words).toHaveLength(n);
  expect(countOutboxByState(db, nowMs)).toEqual(Object.fromEntries(expected));
});

it('counts jobs by state, and knows which of the ready ones is due the longest', () => {
  const db = openTestDatabase();
  const jobs = sqliteJobStore(db);
  expect([countJobsByState(db), oldestReadyAtMs(db)]).toEqual([
    { waiting: 0, ready: 0, leased: 0, dead: 0, parked: 0 },
    null,
  ]);
  const add = (n: number, runAtMs: number, atMs: number) =>
    jobs.enqueue(
      { ...advanceJob({ id: sampleId(n), account: sampleAccount, correlationId: 'c', attachments: [] }, runAtMs) },
      atMs,
    );
  add(1, 700, 800);
  add(2, 600, 800);
  const { id } = add(3, 500, 800);
  add(4, 900, 800);
  jobs.park(id, 800);
  expect([countJobsByState(db), oldestReadyAtMs(db)]).toEqual([
    { waiting: 1, ready: 2, leased: 0, dead: 0, parked: 1 },
    600,
  ]);
});
