import process from 'node:process';

const impatienceMs = 1000;

/**
 * Aborts at the first SIGINT, SIGTERM or SIGHUP, so that a command can end in good order. A repeat within a second is
 * the same key press: a terminal signals both the launcher and us, and the launcher passes its own on. A later one
 * means the person will not wait, and everything durable is on disk.
 */
export function createInterruption(exitNow: () => void): AbortSignal {
  const controller = new AbortController();
  let firstAtMs: number | null = null;
  const onSignal = (): void => {
    firstAtMs ??= Date.now();
    if (Date.now() - firstAtMs > impatienceMs) exitNow();
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return controller.signal;
}
