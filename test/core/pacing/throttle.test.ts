import { describe, expect, it } from 'vitest';
import { createThrottle } from '../../../main/core/pacing/throttle.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';

const NOW_MS = 1_750_000_000_000;

function throttleWith(uniform: number, concurrency = 4, rememberedUntilMs = 0) {
  return createThrottle({ ...seededRandom(1), uniform: () => uniform }, concurrency, rememberedUntilMs);
}

/** How long each of so many refusals in a row blocks, each coming when the block before it has ended. */
function blocksMs(retryAfterMs: number | null, refusals: number, uniform: number): number[] {
  const throttle = throttleWith(uniform);
  let nowMs = NOW_MS;
  return Array.from({ length: refusals }, () => {
    const startMs = nowMs;
    nowMs = throttle.throttled(retryAfterMs, 'rate', nowMs);
    return nowMs - startMs;
  });
}

describe('a throttled mailbox', () => {
  it('SM3: stays away for all of a Retry-After and a little jitter more, never less', () => {
    expect(blocksMs(10_000, 3, 0)).toEqual([10_000, 10_000, 10_000]);
    expect(blocksMs(10_000, 1, 0.999)).toEqual([10_999]);
  });

  it('SM3: backs off exponentially from a second with ±20 % when the service does not say for how long', () => {
    expect(blocksMs(null, 4, 0.5)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(blocksMs(null, 2, 0)).toEqual([800, 1_600]);
    expect(blocksMs(null, 12, 0.5).at(-1)).toBe(300_000);
  });

  it('backs off as well when the service refuses and says zero', () => {
    expect(blocksMs(0, 3, 0.5)).toEqual([1_000, 2_000, 4_000]);
  });

  it('starts again at a second after a success, but not after one that was under way when the block began', () => {
    const throttle = throttleWith(0.5);
    const firstMs = throttle.throttled(null, 'rate', NOW_MS);
    throttle.succeeded(firstMs - 1);
    const secondMs = throttle.throttled(null, 'rate', firstMs);
    throttle.succeeded(secondMs);
    const thirdMs = throttle.throttled(null, 'rate', secondMs);
    expect([firstMs - NOW_MS, secondMs - firstMs, thirdMs - secondMs]).toEqual([1_000, 2_000, 1_000]);
  });

  it('takes the refusals of calls that ran at the same time as one event', () => {
    const throttle = throttleWith(0.5);
    for (let refusal = 0; refusal < 4; refusal += 1) throttle.throttled(null, 'concurrency', NOW_MS + refusal);
    expect(throttle.blockedUntilMs(NOW_MS + 4)).toBe(NOW_MS + 1_000);
    expect(throttle.concurrency(NOW_MS + 4)).toBe(3);
  });

  it('keeps the longest block when refusals disagree', () => {
    const throttle = throttleWith(0);
    throttle.throttled(60_000, 'rate', NOW_MS);
    throttle.throttled(1_000, 'rate', NOW_MS);
    expect(throttle.blockedUntilMs(NOW_MS)).toBe(NOW_MS + 60_000);
  });

  it('gives up a slot for each refusal for concurrency, keeps one, and tries one more every five minutes', () => {
    const throttle = throttleWith(0);
    let nowMs = NOW_MS;
    for (let refusal = 0; refusal < 5; refusal += 1) nowMs = throttle.throttled(1_000, 'concurrency', nowMs);
    const minutesLater = [0, 4, 6, 11, 16, 60].map((minutes) => throttle.concurrency(nowMs + minutes * 60_000));
    expect(minutesLater).toEqual([1, 1, 2, 3, 4, 4]);
  });

  it('never stays away for longer than the longest Retry-After, even when the clock is set back', () => {
    const throttle = throttleWith(0, 4, NOW_MS + 30 * 24 * 3_600_000);
    expect(throttle.blockedUntilMs(NOW_MS)).toBe(NOW_MS + 3_605_000);
  });
});
