import type { CancelSignal } from '../ports/time.ts';

export interface CancelSource {
  readonly signal: CancelSignal;
  /** Tells each listener once; later calls do nothing. */
  cancel(): void;
}

/** The platform's AbortController in the few lines that core needs of it. */
export function cancelSource(): CancelSource {
  const listeners = new Set<() => void>();
  let aborted = false;
  return {
    signal: {
      get aborted() {
        return aborted;
      },
      // An aborted signal never fires again, as on the platform: whoever asks late must look at `aborted`.
      addEventListener: (_type, listener) => void (aborted || listeners.add(listener)),
      removeEventListener: (_type, listener) => void listeners.delete(listener),
    },
    cancel() {
      if (aborted) return;
      aborted = true;
      const told = [...listeners];
      listeners.clear();
      for (const listener of told) listener();
    },
  };
}
