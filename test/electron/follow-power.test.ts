import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followPower, WAKE_GRACE_MS } from '../../main/electron/follow-power.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function sleeper(answers: readonly boolean[]) {
  const power = new EventEmitter();
  const calls: string[] = [];
  const left = [...answers];
  followPower({
    electron: { powerMonitor: power as never },
    probe: () => {
      calls.push('probe');
      return Promise.resolve(left.shift() ?? false);
    },
    goOn: () => calls.push('go on'),
  });
  return { power, calls };
}

describe('waking up', () => {
  it('U4: goes on once, however often the system says that it woke, and not before the network had time', async () => {
    const { power, calls } = sleeper([true, true]);
    power.emit('resume');
    await vi.advanceTimersByTimeAsync(WAKE_GRACE_MS - 1);
    power.emit('resume');
    await vi.advanceTimersByTimeAsync(WAKE_GRACE_MS - 1);
    expect(calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(calls).toEqual(['probe', 'go on']);
  });

  it('U4: asks the service before it goes on, again and again for a while', async () => {
    const { power, calls } = sleeper([false, false, true]);
    power.emit('resume');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(calls).toEqual(['probe', 'probe', 'probe', 'go on']);
  });

  it('leaves a service that stays away to the engine’s own retries', async () => {
    const { power, calls } = sleeper([]);
    power.emit('resume');
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(calls.length).toBe(12);
  });

  it('does nothing when the computer sleeps again first', async () => {
    const { power, calls } = sleeper([true]);
    power.emit('resume');
    power.emit('suspend');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(calls).toEqual([]);
  });
});
