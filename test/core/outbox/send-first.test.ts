import { describe, expect, it } from 'vitest';
import { sqliteJobStore } from '../../../main/adapters/sqlite/job-store.ts';
import { sqliteOutboxStore } from '../../../main/adapters/sqlite/outbox/outbox-store.ts';
import { ADVANCE_KIND, advanceJob } from '../../../main/core/outbox/outbox-jobs.ts';
import { sendFirst, whoYields } from '../../../main/core/outbox/send-first.ts';
import type { OutboxId } from '../../../contract/ids.ts';
import { openTestDatabase } from '../../helpers/open-test-database.ts';
import { sampleAccount, sampleContent, sampleFile, sampleId } from '../../helpers/sample-outbox.ts';

function openQueue(count: number, mode: 'small' | 'session' = 'session') {
  const db = openTestDatabase();
  const jobs = sqliteJobStore(db, { bulk: 3, interactive: 4 });
  const store = sqliteOutboxStore(db, jobs);
  const ids = Array.from({ length: count }, (_, n) => {
    const message = {
      id: sampleId(n),
      account: sampleAccount,
      key: `key-${String(n)}`,
      contentDigest: 'digest',
      content: sampleContent,
      path: 'draft' as const,
      submittedAtMs: n,
      correlationId: `c-${String(n)}`,
      attachments: [sampleFile({ mode })],
    };
    store.insert(message, advanceJob(message, n), n);
    return sampleId(n);
  });
  const claimed = (nowMs = 100): OutboxId | null => {
    const lease = jobs.claim({ lanes: ['large', 'small'], leaseMsByKind: { [ADVANCE_KIND]: 60_000 }, nowMs });
    if (lease === null) return null;
    jobs.complete(lease, nowMs);
    return ids.find((id) => lease.job.dedupeKey === `outbox:${id}`) ?? null;
  };
  return { jobs, store, ids, claimed };
}

describe('sendFirst', () => {
  it('U9: is the order of the claims from then on, and what comes later queues behind', () => {
    const { store, ids, claimed } = openQueue(4);
    const [a, b, c, d] = ids;
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('four messages');
    sendFirst(store, [c, b], 50);
    sendFirst(store, [d], 51);
    expect([claimed(), claimed(), claimed(), claimed()]).toEqual([d, c, b, a]);
    expect([d, c, b, a].map((id) => store.get(id)?.place)).toEqual([-3, -2, -1, 0]);
  });

  it('U9: keeps the place when the job of a message is made anew', () => {
    const { store, ids, claimed } = openQueue(3);
    const last = sampleId(2);
    sendFirst(store, [last], 50);
    expect(claimed()).toBe(last);
    const record = store.get(last);
    if (record === null) throw new Error('it is in the outbox');
    store.change(last, { from: ['staged'] }, {}, null, 60, advanceJob(record, 60));
    expect([claimed(), claimed(), claimed()]).toEqual([last, ids[0], ids[1]]);
  });

  it('passes over what has left, and refuses when nothing is left to place', () => {
    const { store } = openQueue(2);
    const [gone, there] = [sampleId(0), sampleId(1)];
    store.change(gone, { from: ['staged'] }, { step: 'cancelled' }, null, 40);
    expect(sendFirst(store, [gone, there, there], 50).map(({ id }) => id)).toEqual([there]);
    expect(() => sendFirst(store, [gone], 50)).toThrow(expect.objectContaining({ code: 'message_state_conflict' }));
    expect(() => sendFirst(store, [sampleId(9)], 50)).toThrow(expect.objectContaining({ code: 'message_not_found' }));
  });
});

function running(...ids: OutboxId[]) {
  return { isRunning: (id: OutboxId) => ids.includes(id) };
}

describe('whoYields', () => {
  it('U9: the uploads that come after a large message which waits only for a place', () => {
    const { store, jobs, ids } = openQueue(3);
    for (const id of ids.slice(0, 2)) store.change(id, { from: ['staged'] }, { step: 'drafted' }, null, 40);
    for (let n = 0; n < 2; n += 1)
      jobs.claim({ lanes: ['large'], leaseMsByKind: { [ADVANCE_KIND]: 60_000 }, nowMs: 41 });
    const atWork = { store, jobs, ...running(sampleId(0), sampleId(1)) };
    expect(whoYields(sendFirst(store, [sampleId(2)], 50), atWork)).toEqual([sampleId(0), sampleId(1)]);
    expect(whoYields(sendFirst(store, [sampleId(0)], 51), atWork)).toEqual([]);
  });

  it('U8: nobody for a small message, which has a lane of its own', () => {
    const { store, jobs, ids } = openQueue(2, 'small');
    store.change(sampleId(0), { from: ['staged'] }, { step: 'drafted' }, null, 40);
    expect(whoYields(sendFirst(store, [sampleId(1)], 50), { store, jobs, ...running(...ids) })).toEqual([]);
  });
});
