import { expect, it } from 'vitest';
import type { OutboxId } from '../../contract/ids.ts';
import type { OutboxPortion } from '../../contract/outbox.ts';
import { sqliteJobStore } from '../../main/adapters/sqlite/job-store.ts';
import { inTransaction } from '../../main/adapters/sqlite/in-transaction.ts';
import { sqliteOutboxStore } from '../../main/adapters/sqlite/outbox/outbox-store.ts';
import type { OutboxStore } from '../../main/core/ports/outbox-store.ts';
import { followOutbox } from '../../main/engine/follow-outbox.ts';
import { systemClock } from '../../main/engine/system-ports.ts';
import { openTestDatabase } from '../helpers/open-test-database.ts';
import { sampleAccount, sampleContent, sampleId } from '../helpers/sample-outbox.ts';

function openOutbox(count: number): OutboxStore {
  const db = openTestDatabase();
  const store = sqliteOutboxStore(db, sqliteJobStore(db));
  inTransaction(db, () => {
    for (let n = 1; n <= count; n += 1) begin(store, sampleId(n));
  });
  return store;
}

function begin(store: OutboxStore, id: OutboxId): void {
  const identity = { id, account: sampleAccount, key: id, contentDigest: 'digest', path: 'draft' } as const;
  const correlationId = '00000000-0000-4000-8000-000000000001';
  store.insert({ ...identity, content: sampleContent, submittedAtMs: 5, correlationId, attachments: [] }, null, 10);
}

const isUntouched = { from: ['staged'] } as const;
const idsOf = (portion: OutboxPortion | void): readonly string[] => portion?.rows.map(({ id }) => id) ?? [];

it('tells everything in portions, newest first, and says when that is all', async () => {
  const leaving = new AbortController();
  const portions: OutboxPortion[] = [];
  for await (const portion of followOutbox({ outbox: openOutbox(230), clock: systemClock }, leaving.signal)) {
    portions.push(portion);
    if (portion.completes) leaving.abort();
  }
  expect(portions.map(({ rows, completes }) => [rows.length, completes])).toEqual([
    [100, false],
    [100, false],
    [30, true],
  ]);
  const newestFirst = Array.from({ length: 230 }, (_, n) => sampleId(230 - n));
  expect(portions.flatMap(idsOf)).toEqual(newestFirst);
});

it('says of an empty outbox that this is all', async () => {
  const stream = followOutbox({ outbox: openOutbox(0), clock: systemClock }, undefined);
  expect(await stream.next()).toEqual({ done: false, value: { rows: [], completes: true } });
  await stream.return();
});

it('tells what changes while it reads, after all that was there, and then each change', async () => {
  const outbox = openOutbox(150);
  const leaving = new AbortController();
  const stream = followOutbox({ outbox, clock: systemClock }, leaving.signal);
  await stream.next();
  // In the portion that was told already.
  outbox.change(sampleId(149), isUntouched, { step: 'cancelled' }, null, 20);
  begin(outbox, sampleId(151));
  expect((await stream.next()).value).toMatchObject({ completes: true });
  const told = [(await stream.next()).value, (await stream.next()).value];
  expect(told.map(idsOf)).toEqual([[sampleId(149)], [sampleId(151)]]);
  const waiting = stream.next();
  outbox.change(sampleId(3), isUntouched, { step: 'cancelled' }, null, 30);
  expect((await waiting).value).toMatchObject({ rows: [{ id: sampleId(3), state: 'cancelled' }], completes: false });
  const last = stream.next();
  leaving.abort();
  expect(await last).toEqual({ done: true, value: undefined });
});

it('listens no more once its reader left in the middle', async () => {
  const outbox = openOutbox(150);
  let listeners = 0;
  const counted: OutboxStore = {
    ...outbox,
    onChange(listener) {
      listeners += 1;
      const stop = outbox.onChange(listener);
      return () => {
        listeners -= 1;
        stop();
      };
    },
  };
  const stream = followOutbox({ outbox: counted, clock: systemClock }, undefined);
  await stream.next();
  expect(listeners).toBe(1);
  await stream.return();
  await expect.poll(() => listeners).toBe(0);
});
