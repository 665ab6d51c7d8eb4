import { expect } from 'vitest';
import { claim, death, failure, sampleJob, tryClaim, wait } from './sample-job.ts';
import type { Rules } from './rules.ts';

const keyed = (parts = {}) => sampleJob({ dedupeKey: 'sample:1', ...parts });

export const enqueueRules: Rules = {
  'adds a job that is due as ready and a later one as waiting'({ store }) {
    const now = store.enqueue(sampleJob({ runAtMs: 10 }), 10);
    const later = store.enqueue(sampleJob({ runAtMs: 11 }), 10);
    expect(store.get(now.id)).toEqual({
      ...sampleJob({ runAtMs: 10 }),
      id: now.id,
      place: 0,
      state: 'ready',
      attempts: 0,
      stalls: 0,
      createdAtMs: 10,
      lastErrorCode: null,
      lastErrorAtMs: null,
      waitReason: null,
      deathReason: null,
      diedAtMs: null,
      replayOf: null,
      replayedBy: null,
    });
    expect(store.get(later.id)?.state).toBe('waiting');
  },

  'keeps one live job for a key, whatever its state'({ store }) {
    const { id } = store.enqueue(keyed({ runAtMs: 5 }), 0);
    const again = () => store.enqueue(keyed({ runAtMs: 5 }), 5);
    expect(again()).toEqual({ id, created: false });
    expect(tryClaim(store, 5)?.job.id).toBe(id);
    expect(again()).toEqual({ id, created: false });
    expect(store.list({})).toHaveLength(1);
  },

  'keeps keys apart that differ only by case'({ store }) {
    store.enqueue(keyed({ dedupeKey: 'sample:AQMk=' }), 0);
    expect(store.enqueue(keyed({ dedupeKey: 'sample:aqmk=' }), 0).created).toBe(true);
  },

  'adds a new job once the one with its key is done, dead or cancelled'({ store }) {
    const done = store.enqueue(keyed(), 0);
    store.complete(claim(store), 0);
    const dead = store.enqueue(keyed(), 0);
    store.bury(claim(store), death, 0);
    const cancelled = store.enqueue(keyed(), 0);
    store.cancel(cancelled.id, 0);
    const live = store.enqueue(keyed(), 0);
    expect(live.created).toBe(true);
    expect([done, dead, cancelled, live].map(({ id }) => store.get(id)?.state)).toEqual([
      'done',
      'dead',
      'cancelled',
      'ready',
    ]);
  },

  'takes the newer payload and the more urgent priority of a repeated key'({ store }) {
    const { id } = store.enqueue(keyed({ priority: 50 }), 0);
    store.enqueue(keyed({ payload: { step: 'two' }, payloadVersion: 2, priority: 200 }), 0);
    expect(store.get(id)).toMatchObject({ payload: { step: 'two' }, payloadVersion: 2, priority: 50 });
    store.enqueue(keyed({ priority: 10 }), 0);
    expect(store.get(id)?.priority).toBe(10);
  },

  'refuses a key that belongs to a job of another kind'({ store }) {
    store.enqueue(keyed(), 0);
    expect(() => store.enqueue(keyed({ kind: 'other' }), 0)).toThrow('another kind');
  },

  'runs a job once more when it was enqueued while it ran'({ store }) {
    const { id } = store.enqueue(keyed(), 0);
    const first = claim(store);
    store.enqueue(keyed({ payload: { step: 'two' } }), 1);
    expect(store.complete(first, 2)).toBe('rerun');
    const second = claim(store, 2);
    expect(second.job).toMatchObject({ id, payload: { step: 'two' }, attempts: 0 });
    expect(store.complete(second, 3)).toBe('accepted');
    expect(store.get(id)?.state).toBe('done');
  },

  'does not run a job once more for what was enqueued before it started'({ store }) {
    store.enqueue(keyed(), 0);
    store.enqueue(keyed(), 0);
    expect(store.complete(claim(store), 1)).toBe('accepted');
    expect(tryClaim(store, 1)).toBeNull();
  },

  'keeps a dirty mark through a failed run, at the time of the retry'({ store }) {
    const { id } = store.enqueue(keyed(), 0);
    const first = claim(store);
    store.enqueue(keyed(), 1);
    expect(store.release(first, failure(100), 2)).toBe('accepted');
    expect(tryClaim(store, 99)).toBeNull();
    expect(store.complete(claim(store, 100), 101)).toBe('accepted');
    expect(store.get(id)).toMatchObject({ state: 'done', attempts: 1 });
  },

  'starts a dirty job afresh instead of letting it die'({ store }) {
    const { id } = store.enqueue(keyed(), 0);
    store.release(claim(store), failure(1), 0);
    const last = claim(store, 1);
    store.enqueue(keyed(), 2);
    expect(store.bury(last, death, 3)).toBe('rerun');
    expect(store.get(id)).toMatchObject({ state: 'ready', attempts: 0, deathReason: null, diedAtMs: null });
    expect(store.attempts(id).map(({ outcome }) => outcome)).toEqual(['retry', 'dead']);
  },

  'leaves a wait as it is when its key is enqueued again'({ store }) {
    const { id } = store.enqueue(keyed(), 0);
    store.release(claim(store), wait(500), 0);
    store.enqueue(keyed(), 1);
    expect(store.get(id)).toMatchObject({ state: 'waiting', runAtMs: 500, waitReason: 'throttled' });
  },
};
