import { describe, expect, test } from 'vitest';
import type { JobOutcome } from '../../../main/core/ports/job-store.ts';
import { claim, sampleError, sampleJob } from '../../conformance/job-store/sample-job.ts';
import { aborted, createWorkerRig, done, forever, GRACE_MS } from './worker-rig.ts';

const retry: JobOutcome = { kind: 'retry', error: sampleError, notBeforeMs: null, progressed: false };
const MINUTE_MS = 60_000;
const horizon = { untilMs: (nowMs: number) => nowMs + 5 * MINUTE_MS, ignoring: ['held'] };

describe('a worker', () => {
  test('runs what is ready, and what is enqueued later once it is woken', async () => {
    const { clock, store, work } = createWorkerRig();
    const first = store.enqueue(sampleJob(), 0);
    const worker = work(done);
    await clock.runUntil(1);
    const second = store.enqueue(sampleJob(), 1);
    worker.wake();
    await clock.runUntil(2);
    expect([first, second].map(({ id }) => store.get(id)?.state)).toEqual(['done', 'done']);
    await worker.stop();
  });

  test('runs a waiting job at its time without being woken', async () => {
    const { clock, store, work } = createWorkerRig();
    const { id } = store.enqueue(sampleJob({ runAtMs: 5_000 }), 0);
    const worker = work(done);
    await clock.runUntil(4_999);
    expect(store.get(id)?.state).toBe('waiting');
    await clock.runUntil(5_000);
    expect(store.attempts(id)).toMatchObject([{ startedAtMs: 5_000, outcome: 'done' }]);
    await worker.stop();
  });

  test('keeps to the slots of each lane, and lets small work pass large', async () => {
    const { clock, store, work } = createWorkerRig();
    const mailboxes = ['anna', 'bert', 'cora', 'dora'].map((name) => `sandbox:${name}`);
    for (const mailbox of mailboxes) store.enqueue(sampleJob({ lane: 'large', mailbox }), 0);
    const small = store.enqueue(sampleJob({ lane: 'small', payload: { step: 'quick' } }), 0);
    const worker = work(({ step }) => (step === 'quick' ? done() : forever()));
    await clock.runUntil(1);
    expect(store.list({ states: ['leased'] }).map(({ lane }) => lane)).toEqual(['large', 'large']);
    expect(store.get(small.id)?.state).toBe('done');
    const stopped = worker.stop();
    await clock.runUntil(1 + GRACE_MS);
    await stopped;
  });

  test('keeps its leases alive while jobs run, also after the machine slept', async () => {
    const { clock, store, work } = createWorkerRig();
    const { id } = store.enqueue(sampleJob(), 0);
    const worker = work(async () => {
      await clock.sleep(5 * MINUTE_MS);
      return { kind: 'done' };
    });
    await clock.runUntil(MINUTE_MS);
    clock.shiftMs(8 * 60 * MINUTE_MS);
    await clock.runUntil(6 * MINUTE_MS);
    expect(store.attempts(id)).toMatchObject([{ outcome: 'done' }]);
    await worker.stop();
  });

  test('gives back at its start what a dead worker held, and later what lapsed', async () => {
    const { clock, store, events, work } = createWorkerRig();
    const { id } = store.enqueue(sampleJob(), 0);
    claim(store);
    const worker = work(done);
    await clock.runUntil(59_000);
    expect(store.get(id)?.state).toBe('leased');
    await clock.runUntil(65_000);
    expect(store.get(id)?.state).toBe('done');
    expect(events).toContainEqual({ kind: 'reaped', returned: 1, buried: 0 });
    await worker.stop();
  });

  test('tells a run that lost its lease to stop, and throws its result away', async () => {
    const { clock, store, events, work } = createWorkerRig(() => ({ heartbeat: () => false }));
    const { id } = store.enqueue(sampleJob(), 0);
    const worker = work(async (_payload, run) => {
      await aborted(run);
      store.reap(clock.nowMs() + MINUTE_MS, {});
      return { kind: 'dead', reason: 'permanent', error: sampleError };
    });
    await clock.runUntil(21_000);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'leaseLost' }));
    expect(events).toContainEqual(expect.objectContaining({ kind: 'finished', ack: 'leaseLost' }));
    expect(store.attempts(id)[0]?.outcome).toBe('stalled');
    const stopped = worker.stop();
    await clock.runUntil(21_000 + GRACE_MS);
    await stopped;
  });

  test('ends with the error of its store, and claims nothing more', async () => {
    const full = new Error('the disk is full');
    const { clock, store, work } = createWorkerRig(() => ({
      complete() {
        throw full;
      },
    }));
    store.enqueue(sampleJob(), 0);
    const { finished } = work(done);
    await clock.runUntil(1);
    await expect(finished).rejects.toBe(full);
    expect(store.count(['leased'])).toBe(1);
  });
});

describe('a run', () => {
  test('that fails is counted and tried again until its attempts are exhausted', async () => {
    const { clock, store, work } = createWorkerRig();
    const { id } = store.enqueue(sampleJob({ maxAttempts: 3 }), 0);
    const worker = work(() => Promise.resolve(retry));
    await clock.runUntil(60 * MINUTE_MS);
    expect(store.get(id)).toMatchObject({ state: 'dead', deathReason: 'exhausted', attempts: 3 });
    expect(store.attempts(id).map(({ outcome }) => outcome)).toEqual(['retry', 'retry', 'dead']);
    await worker.stop();
  });

  test('that throws is counted as our own defect, without its message', async () => {
    const { clock, store, events, work } = createWorkerRig();
    const { id } = store.enqueue(sampleJob({ maxAttempts: 1 }), 0);
    const thrown = new TypeError('Bearer secret');
    const worker = work(() => Promise.reject(thrown));
    await clock.runUntil(1);
    const error = { code: 'internal_error', detail: 'TypeError', httpStatus: null, requestId: null };
    expect(store.attempts(id)).toMatchObject([{ outcome: 'dead', error }]);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'crashed', error: thrown }));
    await worker.stop();
  });

  test('that got further is forgiven what failed before', async () => {
    const { clock, store, work } = createWorkerRig();
    const { id } = store.enqueue(sampleJob({ maxAttempts: 2 }), 0);
    const outcomes = [false, true, true, true, false];
    const worker = work((_payload, run) => {
      if (outcomes.shift() === true) run.progressed();
      return Promise.resolve(retry);
    });
    await clock.runUntil(60 * MINUTE_MS);
    expect(store.attempts(id)).toHaveLength(5);
    expect(store.get(id)?.deathReason).toBe('exhausted');
    await worker.stop();
  });

  test('that takes too long is told to stop, and what it then says counts', async () => {
    const { clock, store, work } = createWorkerRig();
    const { id } = store.enqueue(sampleJob(), 0);
    const worker = work(
      async (_payload, run) => {
        await aborted(run);
        return { kind: 'waitFor', untilMs: 1e9, because: 'throttled' };
      },
      { expireMs: MINUTE_MS },
    );
    await clock.runUntil(MINUTE_MS);
    expect(store.get(id)).toMatchObject({ state: 'waiting', waitReason: 'throttled', attempts: 0 });
    await worker.stop();
  });

  test('that takes too long and does not listen is counted as failed, and its slot is free again', async () => {
    const { clock, store, work } = createWorkerRig();
    const { id } = store.enqueue(sampleJob({ maxAttempts: 1 }), 0);
    const worker = work(forever, { expireMs: MINUTE_MS });
    await clock.runUntil(MINUTE_MS + GRACE_MS);
    expect(store.get(id)).toMatchObject({ state: 'dead', lastErrorCode: 'internal_error' });
    expect(store.count(['leased'])).toBe(0);
    await worker.stop();
  });

  test('whose payload no longer parses is kept as dead', async () => {
    const { clock, store, work } = createWorkerRig();
    const { id } = store.enqueue(sampleJob({ payload: { step: 1 } }), 0);
    const worker = work(done);
    await clock.runUntil(1);
    expect(store.get(id)).toMatchObject({ state: 'dead', deathReason: 'payload-unreadable', payload: { step: 1 } });
    await worker.stop();
  });

  test('of a newer version of the program waits for that version', async () => {
    const { clock, store, work } = createWorkerRig();
    const { id } = store.enqueue(sampleJob({ payloadVersion: 2 }), 0);
    const worker = work(done);
    await clock.runUntil(24 * 60 * MINUTE_MS);
    expect(store.get(id)).toMatchObject({ state: 'waiting', waitReason: 'newerVersion', attempts: 0 });
    await worker.stop();
  });
});

describe('stopping', () => {
  test('waits for the safe point of each run, and counts nothing against it', async () => {
    const { clock, store, work } = createWorkerRig();
    const { id } = store.enqueue(sampleJob(), 0);
    const worker = work(async (_payload, run) => {
      await aborted(run);
      await clock.sleep(500);
      return retry;
    });
    await clock.runUntil(1);
    const stopped = worker.stop();
    await clock.runUntil(501);
    await stopped;
    expect(store.get(id)).toMatchObject({ state: 'ready', attempts: 0, stalls: 0 });
  });

  test('does not wait longer than the grace time, and leaves the lease to the next owner', async () => {
    const { clock, store, work } = createWorkerRig();
    const { id } = store.enqueue(sampleJob(), 0);
    const worker = work(forever);
    await clock.runUntil(1);
    const stopped = worker.stop();
    await clock.runUntil(1 + GRACE_MS);
    await stopped;
    expect(store.get(id)?.state).toBe('leased');
  });
});

describe('working until idle', () => {
  test('follows retries to their end, and stays for what comes due within the horizon', async () => {
    const { clock, store, work } = createWorkerRig();
    const outcomes = [retry, retry];
    const failing = store.enqueue(sampleJob(), 0);
    const soon = store.enqueue(sampleJob({ runAtMs: 5 * MINUTE_MS, payload: { step: 'late' } }), 0);
    const far = store.enqueue(sampleJob({ runAtMs: 11 * MINUTE_MS }), 0);
    const { finished } = work(
      ({ step }) => Promise.resolve((step === 'one' && outcomes.shift()) || { kind: 'done' }),
      {},
      horizon,
    );
    await clock.runUntil(60 * MINUTE_MS);
    await finished;
    expect([failing, soon, far].map(({ id }) => store.get(id)?.state)).toEqual(['done', 'done', 'waiting']);
  });

  test('ends at once when there is nothing, or only what it cannot run or need not await', async () => {
    const { clock, store, work } = createWorkerRig();
    const held = store.enqueue(sampleJob(), 0);
    store.release(claim(store), { runAtMs: 9, counted: false, resetAttempts: false, error: null, because: 'held' }, 0);
    const unknown = store.enqueue(sampleJob({ kind: 'unknown' }), 0);
    const { finished } = work(done, {}, horizon);
    await clock.runUntil(0);
    await finished;
    expect([held, unknown].map(({ id }) => store.get(id)?.state)).toEqual(['waiting', 'ready']);
  });
});
