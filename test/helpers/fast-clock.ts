import type { Clock } from '../../main/core/ports/time.ts';

/** Time that runs so many times faster from a moment on, in every process that is told the same. */
export interface FastTime {
  readonly beganMs: number;
  readonly times: number;
}

export function fastNowMs({ beganMs, times }: FastTime): number {
  return Math.floor(beganMs + (Date.now() - beganMs) * times);
}

export function fastClock(clock: Clock, time: FastTime): Clock {
  return {
    nowMs: () => fastNowMs(time),
    sleep: (delayMs, signal) => clock.sleep(delayMs / time.times, signal),
  };
}
