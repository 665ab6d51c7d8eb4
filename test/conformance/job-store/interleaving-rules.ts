import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { AckResult, JobStore, Lease } from '../../../main/core/ports/job-store.ts';
import { claim, death, failure, LEASE_MS, sampleJob, tryClaim, wait } from './sample-job.ts';
import type { Rules } from './rules.ts';

const keys = ['sample:a', 'sample:b'] as const;

type Ending = 'complete' | 'retry' | 'wait' | 'bury';

type Move =
  | { readonly kind: 'enqueue' | 'wake'; readonly key: (typeof keys)[number] }
  | { readonly kind: 'claim' | 'expire' }
  /** Of any claim so far, the living and the lapsed alike. */
  | { readonly kind: Ending; readonly nth: number };

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ kind: fc.constantFrom('enqueue', 'wake'), key: fc.constantFrom(...keys) }),
  fc.record({ kind: fc.constantFrom('claim', 'claim', 'claim', 'expire') }),
  fc.record({ kind: fc.constantFrom('complete', 'retry', 'wait', 'bury'), nth: fc.nat(20) }),
);

interface History {
  play(move: Move): void;
  /** Lets everything that is still asked for run to its end, and answers which keys never got their run. */
  forgotten(): readonly string[];
}

/** Plays moves with a clock that ticks at each, and checks that nobody but the holder of a job is ever heard. */
function historyOf(store: JobStore, startMs: number): History {
  const leases: Lease[] = [];
  const holders = new Map<string, string>();
  const asked = new Map<string, number>();
  const started = new Map<string, number>();
  let nowMs = startMs;

  function start(lease: Lease): void {
    expect(holders.has(lease.job.id)).toBe(false);
    holders.set(lease.job.id, lease.token);
    started.set(lease.job.dedupeKey ?? '', nowMs);
    leases.push(lease);
  }

  function end(how: Ending, lease: Lease): void {
    const isHolder = holders.get(lease.job.id) === lease.token;
    expect(acknowledge(store, how, lease, nowMs) !== 'leaseLost').toBe(isHolder);
    if (isHolder) holders.delete(lease.job.id);
  }

  function play(move: Move): void {
    nowMs += 1;
    switch (move.kind) {
      case 'enqueue':
        store.enqueue(sampleJob({ dedupeKey: move.key, runAtMs: nowMs }), nowMs);
        asked.set(move.key, nowMs);
        return;
      case 'wake':
        if (store.wake(move.key, nowMs)) asked.set(move.key, nowMs);
        return;
      case 'claim': {
        const lease = tryClaim(store, nowMs);
        if (lease !== null) start(lease);
        return;
      }
      case 'expire':
        nowMs += LEASE_MS;
        store.reap(nowMs, {});
        holders.clear();
        return;
      case 'complete':
      case 'retry':
      case 'wait':
      case 'bury': {
        const lease = leases[move.nth % Math.max(1, leases.length)];
        if (lease !== undefined) end(move.kind, lease);
      }
    }
  }

  function forgotten(): readonly string[] {
    play({ kind: 'expire' });
    while (store.count(['waiting', 'ready']) > 0) {
      nowMs = Math.max(nowMs, store.nextDueMs() ?? 0) + 1;
      const lease = claim(store, nowMs);
      start(lease);
      end('complete', lease);
    }
    return keys.filter((key) => (asked.get(key) ?? 0) > (started.get(key) ?? 0));
  }

  return { play, forgotten };
}

function acknowledge(store: JobStore, how: Ending, lease: Lease, nowMs: number): AckResult {
  switch (how) {
    case 'complete':
      return store.complete(lease, nowMs);
    case 'retry':
      return store.release(lease, failure(nowMs + 3), nowMs);
    case 'wait':
      return store.release(lease, wait(nowMs + 5), nowMs);
    case 'bury':
      return store.bury(lease, death, nowMs);
  }
}

export const interleavingRules: Rules = {
  'every enqueue and wake-up is followed by a run that started after it, and no zombie is ever heard'({ store }) {
    let startMs = 0;
    fc.assert(
      fc.property(fc.array(anyMove, { minLength: 5, maxLength: 40 }), (moves) => {
        startMs += 1e9;
        const history = historyOf(store, startMs);
        for (const move of moves) history.play(move);
        expect(history.forgotten()).toEqual([]);
      }),
      { numRuns: 250, seed: 20_26, endOnFailure: true },
    );
  },
};
