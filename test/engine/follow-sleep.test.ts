import { describe, expect, it } from 'vitest';
import { followSleep, WAKE_GRACE_MS } from '../../main/engine/follow-sleep.ts';
import { createVirtualClock } from '../helpers/virtual-clock.ts';

const LOOK_MS = 15_000;

function sleeper(answers: readonly boolean[]) {
  const clock = createVirtualClock(1_000_000);
  const seen: [string, number][] = [];
  const left = [...answers];
  const leave = followSleep({
    clock,
    probe: () => {
      seen.push(['probe', clock.nowMs()]);
      return Promise.resolve(left.shift() ?? false);
    },
    goOn: () => void seen.push(['go on', clock.nowMs()]),
  });
  return { clock, seen, leave };
}

describe('U4: a machine that slept, on any host', () => {
  it('waits, asks the service, and goes on once', async () => {
    const { clock, seen } = sleeper([true]);
    await clock.runUntil(1_000_000 + 4 * LOOK_MS);
    expect(seen).toEqual([]);
    clock.shiftMs(3_600_000);
    await clock.runUntil(1_000_000 + 20 * LOOK_MS);
    const noticedMs = 1_000_000 + 5 * LOOK_MS + 3_600_000;
    expect(seen).toEqual([
      ['probe', noticedMs + WAKE_GRACE_MS],
      ['go on', noticedMs + WAKE_GRACE_MS],
    ]);
  });

  it('leaves a service that does not answer to those who knock at it', async () => {
    const { clock, seen } = sleeper([false]);
    clock.shiftMs(3_600_000);
    await clock.runUntil(1_000_000 + 20 * LOOK_MS);
    expect(seen.map(([what]) => what)).toEqual(['probe']);
  });

  it('does nothing once the engine is closed', async () => {
    const { clock, seen, leave } = sleeper([true]);
    clock.shiftMs(3_600_000);
    await clock.runUntil(1_000_000 + LOOK_MS);
    leave();
    await clock.runUntil(1_000_000 + 20 * LOOK_MS);
    expect(seen).toEqual([]);
  });
});
