import type { CancelSignal } from '../core/ports/time.ts';

/**
 * A stream that never falls behind: values with the same key that nobody has read yet replace each other.
 * `subscribe` gets the way in and returns the way out, which is taken when the reader leaves or the stream ends. A
 * stream that is ended with a failure throws it, after everything that came before.
 */
export async function* latestValues<V>(
  subscribe: (push: (key: string, value: V) => void, end: (failure?: unknown) => void) => () => void,
  signal: CancelSignal | undefined,
): AsyncGenerator<V, void, void> {
  const pending = new Map<string, V>();
  let ended = false;
  let failed: unknown;
  let wake = nobodyWaits;
  const unsubscribe = subscribe(
    (key, value) => {
      pending.set(key, value);
      wake();
    },
    (failure) => {
      ended = true;
      failed ??= failure;
      wake();
    },
  );
  const leave = (): void => wake();
  signal?.addEventListener('abort', leave, { once: true });
  try {
    for (;;) {
      for (const [key, value] of pending) {
        pending.delete(key);
        yield value;
      }
      if (failed !== undefined) throw failed;
      if (ended || signal?.aborted === true) return;
      if (pending.size > 0) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener('abort', leave);
  }
}

function nobodyWaits(): void {
  // The reader is busy with earlier values and looks again by itself.
}
