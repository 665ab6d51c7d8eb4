import { expect } from 'vitest';
import type { JobStore, Lease } from '../../../main/core/ports/job-store.ts';
import { claim, death, failure, LEASE_MS, sampleError, sampleJob, tryClaim, wait } from './sample-job.ts';
import type { JobStoreSubject, Rules } from './rules.ts';

/** Every acknowledgement that a worker could try. */
const acknowledgements: readonly ((store: JobStore, lease: Lease, nowMs: number) => unknown)[] = [
  (store, lease, nowMs) => store.complete(lease, nowMs),
  (store, lease, nowMs) => store.release(lease, failure(nowMs), nowMs),
  (store, lease, nowMs) => store.bury(lease, death, nowMs),
];

function expectZombieRefused(store: JobStore, zombie: Lease, nowMs: number): void {
  const { id } = zombie.job;
  const before = { job: store.get(id), attempts: store.attempts(id) };
  for (const acknowledge of acknowledgements) expect(acknowledge(store, zombie, nowMs)).toBe('leaseLost');
  expect(store.heartbeat(zombie, nowMs + LEASE_MS)).toBe(false);
  expect(store.forgive(zombie)).toBe(false);
  expect({ job: store.get(id), attempts: store.attempts(id) }).toEqual(before);
}

function stallTimes({ store }: JobStoreSubject, times: number): void {
  for (let n = 1; n <= times; n++) {
    claim(store, n * LEASE_MS);
    store.reap((n + 1) * LEASE_MS, {});
  }
}

export const leaseRules: Rules = {
  'keeps a lease alive by its heartbeat'({ store }) {
    store.enqueue(sampleJob(), 0);
    const lease = claim(store);
    expect(store.heartbeat(lease, 90_000)).toBe(true);
    expect(store.reap(LEASE_MS, {})).toEqual({ returned: 0, buried: 0 });
    expect(store.complete(lease, 80_000)).toBe('accepted');
  },

  'gives back a job whose lease ran out, and refuses whatever its old worker says'({ store }) {
    const { id } = store.enqueue(sampleJob(), 0);
    const zombie = claim(store);
    expect(store.reap(LEASE_MS - 1, {})).toEqual({ returned: 0, buried: 0 });
    expect(store.reap(LEASE_MS, {})).toEqual({ returned: 1, buried: 0 });
    expectZombieRefused(store, zombie, LEASE_MS);
    const next = claim(store, LEASE_MS);
    expect(next.job).toMatchObject({ id, stalls: 1, attempts: 0 });
    expectZombieRefused(store, zombie, LEASE_MS);
    expect(store.complete(next, LEASE_MS)).toBe('accepted');
    expectZombieRefused(store, zombie, LEASE_MS);
    expect(store.attempts(id).map(({ outcome }) => outcome)).toEqual(['stalled', 'done']);
  },

  'gives back at once what a former owner held'(subject) {
    const { store } = subject;
    const { id } = store.enqueue(sampleJob(), 0);
    claim(store);
    const owner = subject.nextOwner();
    expect(owner.reap(1, {})).toEqual({ returned: 1, buried: 0 });
    expect(owner.complete(claim(owner, 1), 2)).toBe('accepted');
    expect(owner.attempts(id)).toMatchObject([{ outcome: 'lost' }, { outcome: 'done' }]);
  },

  'refuses what a former owner says'(subject) {
    const { store } = subject;
    store.enqueue(sampleJob(), 0);
    const lease = claim(store);
    subject.nextOwner();
    expect(() => store.complete(lease, 1)).toThrow(expect.objectContaining({ code: 'data_folder_busy' }));
  },

  'calls a job poison that took its worker down four times in a row'(subject) {
    const { store } = subject;
    const { id } = store.enqueue(sampleJob(), 0);
    stallTimes(subject, 3);
    expect(store.get(id)).toMatchObject({ state: 'ready', stalls: 3 });
    claim(store, 4 * LEASE_MS);
    expect(store.reap(5 * LEASE_MS, {})).toEqual({ returned: 0, buried: 1 });
    expect(store.get(id)).toMatchObject({ state: 'dead', deathReason: 'poison', diedAtMs: 5 * LEASE_MS });
    expect(tryClaim(store, 5 * LEASE_MS)).toBeNull();
  },

  'has a stall limit for each kind'({ store }) {
    const { id } = store.enqueue(sampleJob(), 0);
    claim(store);
    expect(store.reap(LEASE_MS, { sample: 0 })).toEqual({ returned: 0, buried: 1 });
    expect(store.get(id)?.deathReason).toBe('poison');
  },

  'forgets stalls once a run came back or got further'(subject) {
    const { store } = subject;
    const { id } = store.enqueue(sampleJob(), 0);
    stallTimes(subject, 3);
    store.release(claim(store, 4 * LEASE_MS), wait(0), 4 * LEASE_MS);
    expect(store.get(id)?.stalls).toBe(0);
    stallTimes(subject, 2);
    expect(store.forgive(claim(store, 9 * LEASE_MS))).toBe(true);
    expect(store.get(id)).toMatchObject({ stalls: 0, attempts: 0 });
  },

  'starts a poisonous job afresh when newer work asked for it meanwhile'({ store }) {
    const job = sampleJob({ dedupeKey: 'sample:1' });
    const { id } = store.enqueue(job, 0);
    claim(store);
    store.enqueue(job, 1);
    expect(store.reap(LEASE_MS, { sample: 0 })).toEqual({ returned: 1, buried: 0 });
    expect(store.get(id)).toMatchObject({ state: 'ready', stalls: 0, deathReason: null });
  },

  'counts failures, not waits, and forgets them on progress'({ store }) {
    const { id } = store.enqueue(sampleJob(), 0);
    store.release(claim(store), failure(10), 5);
    expect(store.get(id)).toMatchObject({
      state: 'waiting',
      runAtMs: 10,
      attempts: 1,
      lastErrorCode: 'graph_5xx',
      lastErrorAtMs: 5,
      waitReason: null,
    });
    store.release(claim(store, 10), wait(20), 10);
    expect(store.get(id)).toMatchObject({ state: 'waiting', runAtMs: 20, attempts: 1, waitReason: 'throttled' });
    expect(claim(store, 20)).toMatchObject({ attempt: 1, job: { waitReason: null } });
    store.reap(20 + LEASE_MS, {});
    store.release(claim(store, 90_000), { ...failure(90_001), resetAttempts: true }, 90_000);
    expect(store.get(id)?.attempts).toBe(1);
  },

  'keeps a dead job with its payload and all its attempts'({ store }) {
    const { id } = store.enqueue(sampleJob(), 0);
    store.release(claim(store, 1), failure(10), 5);
    store.bury(claim(store, 10), { reason: 'exhausted', error: sampleError }, 12);
    expect(store.get(id)).toMatchObject({
      state: 'dead',
      attempts: 2,
      deathReason: 'exhausted',
      diedAtMs: 12,
      payload: { step: 'one' },
    });
    const attempt = { epoch: expect.any(Number), error: sampleError };
    expect(store.attempts(id)).toEqual([
      { ...attempt, n: 1, startedAtMs: 1, endedAtMs: 5, outcome: 'retry' },
      { ...attempt, n: 2, startedAtMs: 10, endedAtMs: 12, outcome: 'dead' },
    ]);
  },

  'keeps the last hundred attempts of a job that never ends'({ store }) {
    const { id } = store.enqueue(sampleJob(), 0);
    for (let n = 1; n <= 103; n++) store.release(claim(store, n), wait(n + 1), n);
    const kept = store.attempts(id);
    expect([kept.length, kept[0]?.n, kept.at(-1)?.n]).toEqual([100, 4, 103]);
  },
};
