import { expect } from 'vitest';
import type { JobStore } from '../../../main/core/ports/job-store.ts';
import { claim, sampleJob, tryClaim, wait } from './sample-job.ts';
import type { Rules } from './rules.ts';

function claimAndComplete(store: JobStore, nowMs = 0): string {
  const lease = claim(store, nowMs);
  store.complete(lease, nowMs);
  return lease.job.mailbox;
}

export const claimRules: Rules = {
  'claims nothing when nothing is ready'({ store }) {
    expect(tryClaim(store)).toBeNull();
    store.enqueue(sampleJob({ runAtMs: 100 }), 0);
    expect(tryClaim(store, 99)).toBeNull();
    expect(tryClaim(store, 100)).not.toBeNull();
  },

  'gives a job to one claim only'({ store }) {
    store.enqueue(sampleJob(), 0);
    const lease = claim(store);
    expect(lease).toMatchObject({ attempt: 0, untilMs: 60_000, job: { state: 'leased' } });
    expect(tryClaim(store)).toBeNull();
  },

  'claims only from the lanes and of the kinds that are asked for'({ store }) {
    store.enqueue(sampleJob({ kind: 'other' }), 0);
    const { id } = store.enqueue(sampleJob({ lane: 'large' }), 0);
    expect(tryClaim(store, 0, ['ingest', 'small'])).toBeNull();
    expect(claim(store, 0, ['large']).job.id).toBe(id);
  },

  'takes the more urgent job first, and the earlier due among equals'({ store }) {
    const enqueue = (title: string, priority: number, runAtMs: number) =>
      store.enqueue(sampleJob({ title, priority, runAtMs }), 10);
    enqueue('third', 100, 8);
    enqueue('second', 100, 7);
    enqueue('first', 50, 9);
    const titles = [1, 2, 3].map(() => claim(store, 10).job.title);
    expect(titles).toEqual(['first', 'second', 'third']);
  },

  'U9: takes what a person placed first, whatever came due before, and what was not placed last'({ store }) {
    const enqueue = (title: string, place: number, runAtMs: number) =>
      store.enqueue(sampleJob({ title, place, runAtMs, dedupeKey: title }), 10);
    enqueue('third', 0, 1);
    enqueue('second', -1, 9);
    enqueue('first', 0, 8);
    expect(store.place('first', -2)).toBe(true);
    expect(store.place('gone', -3)).toBe(false);
    const titles = [1, 2, 3].map(() => claim(store, 10).job.title);
    expect(titles).toEqual(['first', 'second', 'third']);
  },

  'U9: keeps the order of each mailbox also at the claim that goes by age'({ store }) {
    for (let n = 0; n < 9; n++) store.enqueue(sampleJob({ title: `kept ${n}`, dedupeKey: `kept ${n}` }), 0);
    store.enqueue(sampleJob({ title: 'placed', place: -1 }), 0);
    for (let n = 0; n < 9; n++) store.place(`kept ${n}`, n - 20);
    const titles = Array.from({ length: 10 }, () => {
      const lease = claim(store);
      store.complete(lease, 0);
      return lease.job.title;
    });
    expect(titles).toEqual([...Array.from({ length: 9 }, (_, n) => `kept ${n}`), 'placed']);
  },

  'serves mailboxes in turn, however much one of them has waiting'({ store }) {
    for (let n = 0; n < 20; n++) store.enqueue(sampleJob({ mailbox: 'sandbox:busy' }), 0);
    for (let n = 0; n < 3; n++) store.enqueue(sampleJob({ mailbox: 'sandbox:quiet' }), 0);
    const served = Array.from({ length: 6 }, () => claimAndComplete(store));
    expect(served.filter((mailbox) => mailbox === 'sandbox:quiet')).toHaveLength(3);
  },

  'lets the oldest job through at every eighth claim, past any stream of urgent ones'({ store }) {
    const { id } = store.enqueue(sampleJob({ priority: 900 }), 0);
    for (let n = 0; n < 20; n++) store.enqueue(sampleJob({ priority: 1 }), 1);
    const claimed = Array.from({ length: 8 }, () => {
      const lease = claim(store, 1);
      store.complete(lease, 1);
      return lease.job.id;
    });
    expect(claimed.indexOf(id)).toBe(7);
  },

  'runs three jobs of a mailbox at once, and a fourth only for a person'({ store }) {
    for (let n = 0; n < 5; n++) store.enqueue(sampleJob({ lane: 'small' }), 0);
    const leases = [claim(store), claim(store), claim(store)];
    expect(tryClaim(store)).toBeNull();
    for (let n = 0; n < 2; n++) store.enqueue(sampleJob({ lane: 'interactive', priority: 900 }), 0);
    expect(claim(store).job.lane).toBe('interactive');
    expect(tryClaim(store)).toBeNull();
    for (const lease of leases) store.complete(lease, 0);
    expect(tryClaim(store)).not.toBeNull();
  },

  "GW6: what comes and what goes never take each other's places"({ store }) {
    for (let n = 0; n < 5; n++) store.enqueue(sampleJob({ lane: 'ingest', priority: 1 }), 0);
    while (tryClaim(store) !== null);
    store.enqueue(sampleJob({ lane: 'small', priority: 900 }), 0);
    expect(claim(store).job.lane).toBe('small');
  },

  'a mailbox with full slots holds up no other'({ store }) {
    for (let n = 0; n < 5; n++) store.enqueue(sampleJob({ priority: 1 }), 0);
    for (let n = 0; n < 3; n++) claim(store);
    store.enqueue(sampleJob({ mailbox: 'sandbox:bert' }), 0);
    expect(claim(store).job.mailbox).toBe('sandbox:bert');
  },

  'finds the job that holds a key, and none when it has ended'({ store }) {
    store.enqueue(sampleJob({ dedupeKey: 'key' }), 0);
    expect(store.findLive('key')).toMatchObject({ dedupeKey: 'key', state: 'ready' });
    expect(store.findLive('KEY')).toBeNull();
    store.complete(claim(store), 0);
    expect(store.findLive('key')).toBeNull();
  },

  'counts and dates what is to come'({ store }) {
    expect(store.nextDueMs()).toBeNull();
    store.enqueue(sampleJob(), 0);
    store.release(claim(store), wait(70, 'held'), 0);
    store.enqueue(sampleJob({ runAtMs: 90 }), 0);
    store.enqueue(sampleJob(), 0);
    expect(store.nextDueMs()).toBe(70);
    expect(store.nextDueMs(['held'])).toBe(90);
    expect(store.count(['ready', 'leased'])).toBe(1);
    expect(store.count(['waiting'])).toBe(2);
  },

  'lists by state, kind and mailbox, newest first'({ store }) {
    const anna = store.enqueue(sampleJob(), 0);
    const bert = store.enqueue(sampleJob({ mailbox: 'sandbox:bert' }), 0);
    const other = store.enqueue(sampleJob({ kind: 'other', runAtMs: 9 }), 0);
    const ids = (filter: Parameters<JobStore['list']>[0]) => store.list(filter).map(({ id }) => id);
    expect(ids({})).toEqual([other.id, bert.id, anna.id]);
    expect(ids({ limit: 1 })).toEqual([other.id]);
    expect(ids({ states: ['ready'] })).toEqual([bert.id, anna.id]);
    expect(ids({ kinds: ['other'] })).toEqual([other.id]);
    expect(ids({ mailbox: sampleJob().mailbox, states: ['ready'] })).toEqual([anna.id]);
  },
};
