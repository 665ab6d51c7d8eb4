import type { Urgency } from '../ports/mail-service.ts';
import type { CancelSignal, Clock } from '../ports/time.ts';

/** The cap that a person set on what this machine sends, over all mailboxes. */
export interface UploadLimit {
  /** Resolves when a request with so many bytes may go, already charged; at once when it is cancelled. */
  take(sizeBytes: number, urgency: Urgency, signal: CancelSignal): Promise<void>;
  /** For a request that did not go after all. */
  giveBack(sizeBytes: number, urgency: Urgency): void;
}

/** Long waits are looked at again this often, so that a changed limit counts at once. */
const LOOK_MS = 500;

/**
 * Bytes that went are a debt, paid off at the speed of the limit; who is next waits until none is left. Small requests
 * wait for what small ones owe alone, and large ones for everything: so the sum keeps to the limit and a small message
 * never waits behind a large file. `bytesPerS` is read anew at each look; 0 is no limit.
 */
export function createUploadLimit(clock: Clock, bytesPerS: () => number): UploadLimit {
  const owed = { small: 0, all: 0 };
  let paidAtMs = clock.nowMs();
  const queues: Record<Urgency, Promise<void>> = { interactive: Promise.resolve(), bulk: Promise.resolve() };

  function pay(): void {
    const nowMs = clock.nowMs();
    // A clock that was set back pays nothing, and does not wait until it has caught up.
    const paid = bytesPerS() === 0 ? Number.POSITIVE_INFINITY : (Math.max(0, nowMs - paidAtMs) * bytesPerS()) / 1000;
    owed.small = Math.max(0, owed.small - paid);
    owed.all = Math.max(0, owed.all - paid);
    paidAtMs = nowMs;
  }

  async function waitForRoom(urgency: Urgency, signal: CancelSignal): Promise<void> {
    for (;;) {
      pay();
      const debt = urgency === 'interactive' ? owed.small : owed.all;
      if (debt === 0 || signal.aborted) return;
      await clock.sleep(Math.min(LOOK_MS, Math.ceil((debt * 1000) / Math.max(1, bytesPerS()))), signal);
    }
  }

  return {
    async take(sizeBytes, urgency, signal) {
      if (sizeBytes === 0 || bytesPerS() === 0) return;
      const before = queues[urgency];
      const turn = Promise.withResolvers<void>();
      queues[urgency] = turn.promise;
      try {
        await untilAborted(before, signal);
        await waitForRoom(urgency, signal);
        if (signal.aborted) return;
        owed.all += sizeBytes;
        if (urgency === 'interactive') owed.small += sizeBytes;
      } finally {
        // Who gave up in the queue does not let the one behind it pass the ones before.
        void before.then(turn.resolve);
      }
    },
    giveBack(sizeBytes, urgency) {
      owed.all = Math.max(0, owed.all - sizeBytes);
      if (urgency === 'interactive') owed.small = Math.max(0, owed.small - sizeBytes);
    },
  };
}

function untilAborted(promise: Promise<void>, signal: CancelSignal): Promise<void> {
  const { promise: aborted, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  signal.addEventListener('abort', resolve, { once: true });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', resolve));
}

const CHUNK_UNIT_BYTES = 327_680;
/** Under a limit a chunk takes about this long, so that a pause, or a small message, comes between two. */
const CHUNK_S = 2;

/** The size of the next chunk: whole units, no more than is set, and under a limit about two seconds' worth. */
export function chunkBytesUnder(limitBytesPerS: number, chunkBytes: number): number {
  if (limitBytesPerS === 0) return chunkBytes;
  const units = Math.max(1, Math.floor((limitBytesPerS * CHUNK_S) / CHUNK_UNIT_BYTES));
  return Math.min(chunkBytes, units * CHUNK_UNIT_BYTES);
}
