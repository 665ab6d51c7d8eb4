import { createHash, randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { v7 as uuidv7 } from 'uuid';
import type { Digest } from '../core/ports/digest.ts';
import type { Clock, Random } from '../core/ports/time.ts';

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: (delayMs, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      // A timer of more than 24.8 days would fire at once.
      const timer = setTimeout(end, Math.min(delayMs, 2 ** 31 - 1));
      signal?.addEventListener('abort', end, { once: true });
    }),
};

export const systemRandom: Random = { uniform: Math.random, uuidv7: () => uuidv7(), uuid: () => randomUUID() };

export const nodeDigest: Digest = { sha256Hex: (text) => createHash('sha256').update(text).digest('hex') };

/** Who runs this process. Some containers have users without a name. */
export function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${String(process.getuid?.() ?? 'unknown')}`;
  }
}
