import { describe, expect, test } from 'vitest';
import { decideRetry } from '../../../main/core/jobs/decide-retry.ts';
import type { JobOutcome } from '../../../main/core/ports/job-store.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';

const policy = { baseMs: 2_000, capMs: 3_600_000 };
const error = { code: 'graph_5xx', detail: 'It answered 503.', httpStatus: 503, requestId: null };
const NOW_MS = 1_000_000;

function decide(outcome: JobOutcome, attempts = 0, uniform = 0.5) {
  return decideRetry(outcome, { attempts, maxAttempts: 10 }, policy, NOW_MS, uniform);
}

const retry = (parts: { notBeforeMs?: number; progressed?: boolean } = {}): JobOutcome => ({
  kind: 'retry',
  error,
  notBeforeMs: null,
  progressed: false,
  ...parts,
});

test('completes what is done and buries what is dead', () => {
  expect(decide({ kind: 'done' })).toEqual({ kind: 'complete' });
  expect(decide({ kind: 'dead', reason: 'permanent', error })).toEqual({ kind: 'bury', reason: 'permanent', error });
});

test('a wait is never counted, however often it comes', () => {
  const waiting = decide({ kind: 'waitFor', untilMs: NOW_MS + 7, because: 'throttled' }, 9);
  expect(waiting).toMatchObject({ kind: 'release', runAtMs: NOW_MS + 7, counted: false, because: 'throttled' });
});

test('a moment is stored whole and never early, the end of time included', () => {
  const wait: JobOutcome = { kind: 'waitFor', untilMs: NOW_MS + 0.2, because: 'signIn' };
  expect(decide(wait)).toMatchObject({ runAtMs: NOW_MS + 1 });
  expect(decide({ ...wait, untilMs: Infinity })).toMatchObject({ runAtMs: 8.64e15 });
});

describe('SM3: backing off', () => {
  test.each([
    [0, 2_000],
    [1, 4_000],
    [2, 8_000],
    [5, 64_000],
    [8, 512_000],
  ])('after %i failures it draws from all of the doubled base', (attempts, widthMs) => {
    expect(decide(retry(), attempts, 0)).toMatchObject({ runAtMs: NOW_MS });
    expect(decide(retry(), attempts, 0.5)).toMatchObject({ runAtMs: NOW_MS + widthMs / 2 });
    expect(decide(retry(), attempts, 0.999_999)).toMatchObject({ runAtMs: NOW_MS + widthMs });
  });

  test('never beyond the cap', () => {
    const outcome = decideRetry(retry(), { attempts: 500, maxAttempts: 1_000 }, policy, NOW_MS, 0.999_999_999_9);
    expect(outcome).toMatchObject({ runAtMs: NOW_MS + 3_600_000 });
  });

  test('a thousand jobs that failed together come back spread out', () => {
    const random = seededRandom(11);
    const buckets = Array.from({ length: 20 }, () => 0);
    for (let n = 0; n < 1_000; n++) {
      const decision = decide(retry(), 4, random.uniform());
      const delayMs = decision.kind === 'release' ? decision.runAtMs - NOW_MS : -1;
      const bucket = Math.floor(delayMs / (32_000 / buckets.length));
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    expect(Math.max(...buckets)).toBeLessThan(3 * (1_000 / buckets.length));
  });
});

describe('US3: a moment that the service named', () => {
  test('wins over our own guess, shorter or longer', () => {
    expect(decide(retry({ notBeforeMs: NOW_MS + 1 }), 8)).toMatchObject({ runAtMs: NOW_MS + 1, counted: true });
    expect(decide(retry({ notBeforeMs: NOW_MS + 9e6 }))).toMatchObject({ runAtMs: NOW_MS + 9e6 });
  });

  test('is ignored when it has passed', () => {
    expect(decide(retry({ notBeforeMs: NOW_MS }))).toMatchObject({ runAtMs: NOW_MS + 1_000 });
  });
});

test('GW4: the last failure that is allowed buries the job as exhausted', () => {
  expect(decide(retry(), 8)).toMatchObject({ kind: 'release', counted: true, resetAttempts: false, error });
  expect(decide(retry(), 9)).toEqual({ kind: 'bury', reason: 'exhausted', error });
});

test('progress forgives the failures before it', () => {
  const decision = decide(retry({ progressed: true }), 9);
  expect(decision).toMatchObject({ kind: 'release', runAtMs: NOW_MS + 1_000, counted: true, resetAttempts: true });
});
