import { cancelSource } from '../core/jobs/cancel-source.ts';
import type { CancelSignal, Clock } from '../core/ports/time.ts';

/** At most this often, and looked again at least that often. */
export interface Rhythm {
  readonly busyMs: number;
  readonly quietMs: number;
}

/** What `read` says now, and again whenever it says something else after a change. Ends with `isLast`. */
export async function* followChanges<V>(
  parts: {
    readonly clock: Clock;
    readonly rhythm: Rhythm;
    readonly onChange: (listener: () => void) => () => void;
    readonly read: () => V;
    readonly isLast?: (value: V) => boolean;
  },
  signal: CancelSignal | undefined,
): AsyncGenerator<V, void, void> {
  const { clock, rhythm, read, isLast } = parts;
  let bell = cancelSource();
  const ring = (): void => bell.cancel();
  const stop = parts.onChange(ring);
  signal?.addEventListener('abort', ring, { once: true });
  let told: string | null = null;
  try {
    for (;;) {
      // Before looking, so that a change that comes while somebody reads is told next.
      bell = cancelSource();
      if (signal?.aborted === true) return;
      const value = read();
      const text = JSON.stringify(value);
      if (text !== told) yield value;
      told = text;
      if (isLast?.(value) === true) return;
      await clock.sleep(rhythm.busyMs, signal);
      await clock.sleep(rhythm.quietMs - rhythm.busyMs, bell.signal);
    }
  } finally {
    stop();
    signal?.removeEventListener('abort', ring);
  }
}
