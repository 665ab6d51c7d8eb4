import { describe, expect, it } from 'vitest';
import { cancelSource } from '../../../main/core/jobs/cancel-source.ts';
import { chunkBytesUnder, createUploadLimit } from '../../../main/core/pacing/upload-limit.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';

const chunk = 327_680;
const never = cancelSource().signal;

/** A cap on simulated time, and uploads that send one request after the other until the time is over. */
function line(startBytesPerS: number) {
  const clock = createVirtualClock(0);
  let bytesPerS = startBytesPerS;
  let sentBytes = 0;
  const limit = createUploadLimit(clock, () => bytesPerS);
  return {
    clock,
    limit,
    sentBytes: () => sentBytes,
    setLimit: (next: number): void => {
      bytesPerS = next;
    },
    upload: async (untilMs: number, signal = never): Promise<void> => {
      while (clock.nowMs() < untilMs && !signal.aborted) {
        await limit.take(chunk, 'bulk', signal);
        if (clock.nowMs() < untilMs && !signal.aborted) sentBytes += chunk;
        await clock.sleep(10);
      }
    },
  };
}

describe('U10: the cap on uploads', () => {
  it.each([50_000, 500_000, 5_000_000])(
    'is kept within a tenth over ten minutes at %i bytes a second',
    async (rate) => {
      const { clock, upload, sentBytes } = line(rate);
      void upload(600_000);
      void upload(600_000);
      await clock.runUntil(600_000);
      const expected = rate * 600;
      expect(sentBytes()).toBeGreaterThan(expected * 0.9);
      expect(sentBytes()).toBeLessThan(expected * 1.1);
    },
  );

  it('counts from the moment at which it is changed', async () => {
    const { clock, upload, sentBytes, setLimit } = line(100_000);
    void upload(1_200_000);
    await clock.runUntil(600_000);
    const slow = sentBytes();
    setLimit(1_000_000);
    await clock.runUntil(1_200_000);
    expect((sentBytes() - slow) / 600_000_000).toBeCloseTo(1, 1);
    expect(slow / 60_000_000).toBeCloseTo(1, 1);
  });

  it('is none at 0', async () => {
    const { clock, limit } = line(0);
    for (let n = 0; n < 100; n += 1) await limit.take(chunk, 'bulk', never);
    expect(clock.nowMs()).toBe(0);
  });

  it('U8: lets small mail go at once however much large files owe, and the sum still keeps to it', async () => {
    const { clock, limit, upload, sentBytes } = line(100_000);
    void upload(600_000);
    await clock.runUntil(300_000);
    const beganMs = clock.nowMs();
    await limit.take(200_000, 'interactive', never);
    expect(clock.nowMs()).toBe(beganMs);
    await clock.runUntil(600_000);
    const allBytes = sentBytes() + 200_000;
    expect(allBytes / 60_000_000).toBeCloseTo(1, 1);
  });

  it('keeps to it with small mail alone too', async () => {
    const { clock, limit } = line(100_000);
    let sent = 0;
    void (async () => {
      for (; clock.nowMs() < 60_000; sent += 50_000) await limit.take(50_000, 'interactive', never);
    })();
    await clock.runUntil(60_000);
    expect(sent / 6_000_000).toBeCloseTo(1, 1);
  });

  it('ends a wait that is cancelled, and lets nobody pass those before it', async () => {
    const { clock, limit } = line(1_000);
    const order: string[] = [];
    const given = cancelSource();
    const take = (name: string, signal = never) =>
      void limit.take(100_000, 'bulk', signal).then(() => order.push(signal.aborted ? `${name} gave up` : name));
    take('first');
    take('second');
    take('third', given.signal);
    take('fourth');
    await clock.runUntil(1_000);
    given.cancel();
    await clock.runUntil(2_000);
    expect(order).toEqual(['first', 'third gave up']);
    await clock.runUntil(400_000);
    expect(order).toEqual(['first', 'third gave up', 'second', 'fourth']);
  });

  it('gives back what did not go', async () => {
    const { clock, limit } = line(1_000);
    await limit.take(100_000, 'bulk', never);
    limit.giveBack(100_000, 'bulk');
    await limit.take(1, 'bulk', never);
    expect(clock.nowMs()).toBe(0);
  });
});

it('U10: cuts a slow line into chunks of about two seconds, in whole units and never above what is set', () => {
  expect(chunkBytesUnder(0, 3_932_160)).toBe(3_932_160);
  expect(chunkBytesUnder(10_000, 3_932_160)).toBe(327_680);
  expect(chunkBytesUnder(500_000, 3_932_160)).toBe(3 * 327_680);
  expect(chunkBytesUnder(50_000_000, 3_932_160)).toBe(3_932_160);
});
