import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountId } from '../../../contract/ids.ts';
import type { SharedToken, TokenShare } from './token-share.ts';

/** Longer than a slow identity service is waited for: whoever lives and has the turn has ended it by then. */
const PATIENCE_MS = 40_000;
const LOOK_MS = 100;

/**
 * One renewal at a time over all processes: whoever has the turn asks the identity service, all others wait for what it
 * brings. `take` is null for a token that is not good enough.
 */
export async function renewTogether<T>(
  share: TokenShare,
  account: AccountId,
  take: (token: SharedToken) => T | null,
  renew: () => Promise<T>,
): Promise<T> {
  async function look(): Promise<T | null> {
    const known = await share.readAccess(account);
    return known === null ? null : take(known);
  }

  const beganMs = performance.now();
  while (performance.now() - beganMs < PATIENCE_MS) {
    const taken = await look();
    if (taken !== null) return taken;
    const turn = await share.takeTurn(account);
    if (turn.kind === 'away') break;
    if (turn.kind === 'ours') {
      try {
        // Whoever had the turn before may have ended it between our look and ours.
        return (await look()) ?? (await renew());
      } finally {
        await turn.release();
      }
    }
    await sleep(LOOK_MS);
  }
  return renew();
}
