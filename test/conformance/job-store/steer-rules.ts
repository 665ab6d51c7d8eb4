import { expect } from 'vitest';
import type { JobId } from '../../../contract/ids.ts';
import type { JobStore } from '../../../main/core/ports/job-store.ts';
import { claim, death, sampleJob, tryClaim, wait } from './sample-job.ts';
import type { Rules } from './rules.ts';

const keyed = (key: string, parts = {}) => sampleJob({ dedupeKey: key, ...parts });

function deadJob(store: JobStore, key: string | null = null): JobId {
  const { id } = store.enqueue(sampleJob({ dedupeKey: key }), 0);
  store.bury(claim(store), death, 0);
  return id;
}

/** A job in each state, for verbs that must leave all others alone. */
function jobInEachState(store: JobStore): Readonly<Record<string, JobId>> {
  const dead = deadJob(store);
  const done = store.enqueue(sampleJob(), 0).id;
  store.complete(claim(store), 0);
  const leased = store.enqueue(sampleJob(), 0).id;
  claim(store);
  const ready = store.enqueue(sampleJob(), 0).id;
  const waiting = store.enqueue(sampleJob({ runAtMs: 900 }), 0).id;
  const parked = store.enqueue(sampleJob(), 0).id;
  store.park(parked, 0);
  const cancelled = store.enqueue(sampleJob(), 0).id;
  store.cancel(cancelled, 0);
  return { waiting, ready, leased, done, dead, parked, cancelled };
}

/** Tries a verb on a job of each state, and says in which it worked, having touched no other job. */
function worksOn(store: JobStore, verb: (id: JobId) => boolean): readonly string[] {
  return Object.entries(jobInEachState(store)).flatMap(([state, id]) => {
    const others = () => store.list({}).filter((job) => job.id !== id);
    const before = { job: store.get(id), others: others() };
    const worked = verb(id);
    expect(others()).toEqual(before.others);
    if (!worked) expect(store.get(id)).toEqual(before.job);
    return worked ? [state] : [];
  });
}

export const steerRules: Rules = {
  'cancels what does not run, refuses what does, and leaves others unaffected'({ store }) {
    expect(worksOn(store, (id) => store.cancel(id, 0))).toEqual(['waiting', 'ready', 'parked']);
  },

  'parks what does not run and leaves others unaffected'({ store }) {
    expect(worksOn(store, (id) => store.park(id, 0))).toEqual(['waiting', 'ready']);
  },

  'unparks what is parked and leaves others unaffected'({ store }) {
    expect(worksOn(store, (id) => store.unpark(id, 0))).toEqual(['parked']);
  },

  'never claims a parked job, and goes on where it was when it is unparked'({ store }) {
    const { id } = store.enqueue(keyed('sample:1', { runAtMs: 50 }), 0);
    store.park(id, 0);
    expect(store.wake('sample:1', 60)).toBe(false);
    expect(tryClaim(store, 60)).toBeNull();
    expect(store.enqueue(keyed('sample:1'), 60)).toEqual({ id, created: false });
    store.unpark(id, 40);
    expect(store.get(id)?.state).toBe('waiting');
    expect(claim(store, 50).job.id).toBe(id);
  },

  'wakes a waiting job now and leaves others unaffected'({ store }) {
    const { id } = store.enqueue(keyed('sample:1'), 0);
    store.release(claim(store), wait(9_000), 0);
    const other = store.enqueue(keyed('sample:2', { runAtMs: 9_000 }), 0);
    expect(store.wake('sample:1', 5)).toBe(true);
    expect(store.get(id)).toMatchObject({ state: 'ready', runAtMs: 5, waitReason: null });
    expect(store.get(other.id)?.state).toBe('waiting');
    expect(store.wake('sample:3', 5)).toBe(false);
  },

  'remembers a wake-up that comes while the job runs'({ store }) {
    store.enqueue(keyed('sample:1'), 0);
    const first = claim(store);
    expect(store.wake('sample:1', 1)).toBe(true);
    expect(store.release(first, wait(9_000), 2)).toBe('rerun');
    const second = claim(store, 2);
    expect(store.release(second, wait(9_000), 3)).toBe('accepted');
    expect(tryClaim(store, 8_999)).toBeNull();
  },

  'wakes what waits for one reason in one mailbox'({ store }) {
    const waiting = (mailbox: string, because: string) => {
      const { id } = store.enqueue(sampleJob({ mailbox }), 0);
      store.release(claim(store), wait(9_000, because), 0);
      return id;
    };
    const woken = waiting('sandbox:anna', 'signIn');
    const others = [waiting('sandbox:anna', 'held'), waiting('sandbox:bert', 'signIn')];
    expect(store.wakeAll(sampleJob().mailbox, 'signIn', 5)).toBe(1);
    expect(store.get(woken)?.state).toBe('ready');
    expect(others.map((id) => store.get(id)?.state)).toEqual(['waiting', 'waiting']);
  },

  'GW4: replays a dead job with links both ways, and leaves others unaffected'({ store }) {
    const dead = deadJob(store);
    const before = store.get(dead);
    const other = store.get(deadJob(store));
    const successor = store.replay(dead, 7);
    expect(successor?.created).toBe(true);
    expect(store.get(dead)).toEqual({ ...before, replayedBy: successor?.id });
    expect(claim(store, 7).job).toMatchObject({
      id: successor?.id,
      replayOf: dead,
      attempts: 0,
      payload: before?.payload,
      title: before?.title,
    });
    expect(other && store.get(other.id)).toEqual(other);
  },

  'GW4: replays once, however often it is asked to'({ store }) {
    const dead = Array.from({ length: 20 }, () => deadJob(store));
    const first = dead.map((id) => store.replay(id, 1));
    const second = dead.map((id) => store.replay(id, 1));
    expect(second).toEqual(first.map((successor) => ({ id: successor?.id, created: false })));
    expect(store.count(['ready'])).toBe(20);
  },

  'takes whoever asks for the same work again for the successor, and replays no other'({ store }) {
    const dead = deadJob(store, 'sample:1');
    const live = store.enqueue(keyed('sample:1'), 1);
    expect(store.get(dead)?.replayedBy).toBe(live.id);
    expect(store.get(live.id)?.replayOf).toBe(dead);
    const lease = claim(store, 1);
    expect(store.replay(dead, 2)).toEqual({ id: live.id, created: false });
    expect(store.complete(lease, 3)).toBe('accepted');
    expect(store.count(['waiting', 'ready', 'leased'])).toBe(0);
  },

  'replays nothing but dead jobs'({ store }) {
    expect(worksOn(store, (id) => store.get(id)?.state !== 'dead' && store.replay(id, 0) !== null)).toEqual([]);
    expect(store.replay('999999' as JobId, 0)).toBeNull();
  },
};
