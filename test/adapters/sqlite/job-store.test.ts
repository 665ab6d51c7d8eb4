import { describe, expect, test } from 'vitest';
import { inTransaction } from '../../../main/adapters/sqlite/in-transaction.ts';
import { sqliteJobStore } from '../../../main/adapters/sqlite/job-store.ts';
import { declaredStatements } from '../../../main/adapters/sqlite/statement.ts';
import { describeJobStore, jobStoreRules } from '../../conformance/job-store.ts';
import { brokenStores } from '../../conformance/job-store/broken-job-stores.ts';
import type { JobStoreSubject } from '../../conformance/job-store/rules.ts';
import { claim, sampleJob } from '../../conformance/job-store/sample-job.ts';
import { openTestDatabase, temporaryFolder } from '../../helpers/open-test-database.ts';

function createSubject(): JobStoreSubject {
  const dataDir = temporaryFolder();
  return {
    store: sqliteJobStore(openTestDatabase(dataDir)),
    nextOwner: () => sqliteJobStore(openTestDatabase(dataDir)),
  };
}

describeJobStore('SQLite', createSubject);

describe('the suite itself', () => {
  test.each(Object.entries(brokenStores))('notices a store that %s', (_title, { breaks, noticedBy }) => {
    const subject = () => {
      const right = createSubject();
      return { ...right, store: { ...right.store, ...breaks(right.store) } };
    };
    const rules = Object.entries(jobStoreRules).filter(([title]) => noticedBy.some((words) => title.includes(words)));
    const silent = rules.filter(([, holds]) => !complains(() => holds(subject())));
    expect({ asked: rules.length, silent }).toEqual({ asked: noticedBy.length, silent: [] });
  });
});

function complains(check: () => void): boolean {
  try {
    check();
    return false;
  } catch {
    return true;
  }
}

test('a job and the row it belongs to commit together or not at all', () => {
  const db = openTestDatabase();
  const store = sqliteJobStore(db);
  const attempt = () =>
    inTransaction(db, () => {
      store.enqueue(sampleJob(), 0);
      throw new Error('the business row was refused');
    });
  expect(attempt).toThrow('refused');
  expect(store.list({})).toEqual([]);
  inTransaction(db, () => store.enqueue(sampleJob(), 0));
  expect(store.list({})).toHaveLength(1);
});

test('no statement of the queue sorts or scans it, however deep it is; only a list for a person may sort', () => {
  const { connection } = openTestDatabase();
  const ofTheQueue = declaredStatements().filter((text) => /\b(FROM|INTO|UPDATE) job\b/.test(text));
  const slow = ofTheQueue.filter((text) => {
    const parameters = Object.fromEntries([...text.matchAll(/:(\w+)/g)].map(([, name]) => [name, 1]));
    const plan = connection.prepare<object, { detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(parameters);
    // The first row of an ordered index is no scan, although SQLite calls it so.
    return plan.some(({ detail }) => /TEMP B-TREE|SCAN (job|ready|busy)\b(?! USING INDEX job_due)/.test(detail));
  });
  expect(ofTheQueue.length).toBeGreaterThan(15);
  expect(slow).toEqual([expect.stringContaining('ORDER BY id DESC')]);
});

test('each mailbox costs a claim one seek in the index of ready jobs', () => {
  const { connection } = openTestDatabase();
  const select = declaredStatements().find((text) => text.includes('ORDER BY priority, place, run_at_ms, id')) ?? '';
  const plan = connection
    .prepare<object, { detail: string }>(`EXPLAIN QUERY PLAN ${select}`)
    .all({ lanes: '[]', leaseMsByKind: '{}', bulk: 3, interactive: 4, ingest: 2, merge: 20 });
  expect(plan.map(({ detail }) => detail)).toContainEqual(
    expect.stringContaining('USING COVERING INDEX job_best (lane=? AND kind=? AND mailbox=?)'),
  );
});

test('GW6: no mailbox waits for more than its share behind twenty thousand jobs of another', () => {
  const db = openTestDatabase();
  const store = sqliteJobStore(db);
  inTransaction(db, () => {
    for (let n = 0; n < 20_000; n++) store.enqueue(sampleJob({ mailbox: 'sandbox:busy' }), 0);
    for (let n = 0; n < 10; n++) store.enqueue(sampleJob({ mailbox: 'sandbox:quiet' }), 1);
  });
  const { id } = store.enqueue(sampleJob({ lane: 'interactive', priority: 0 }), 2);
  expect(claim(store, 2).job.id).toBe(id);
  const served = Array.from({ length: 40 }, () => {
    const lease = claim(store, 2);
    store.complete(lease, 2);
    return lease.job.mailbox;
  });
  // Every other claim, less the one in eight that goes by age alone.
  expect(served.slice(0, 24).filter((mailbox) => mailbox === 'sandbox:quiet').length).toBeGreaterThanOrEqual(9);
});
