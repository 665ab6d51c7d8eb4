import type { AccountId } from '../../../contract/ids.ts';
import type { LearntLimit, LearntLimitStore, SizeLimits } from '../ports/size-limits.ts';
import type { Clock } from '../ports/time.ts';
import type { RecipientTips } from './recipient-tips.ts';
import { type SizeLimit, smallestLimit } from './size-budget.ts';

/** What was learnt counts for so long: an administrator may have raised the limit since. */
const LEARNT_FOR_MS = 30 * 24 * 60 * 60_000;

export function createSizeLimits(parts: {
  readonly tips: Pick<RecipientTips, 'known'>;
  readonly learnt: LearntLimitStore;
  readonly clock: Clock;
}): SizeLimits {
  const { tips, learnt, clock } = parts;

  function current(account: AccountId): LearntLimit | null {
    const limit = learnt.read(account);
    return limit === null || limit.atMs + LEARNT_FOR_MS <= clock.nowMs() ? null : limit;
  }

  return {
    limitFor(account, addresses) {
      const own = current(account);
      const limits = tips
        .known(account, addresses)
        .flatMap(({ address, maxMessageBytes }): SizeLimit[] =>
          maxMessageBytes === null ? [] : [{ by: 'recipient', bytes: maxMessageBytes, address }],
        );
      // Only that size was refused, so one byte less may pass.
      if (own !== null) limits.push({ by: 'mailbox', bytes: own.refusedBytes - 1, learntAtMs: own.atMs });
      return smallestLimit(limits);
    },

    learn(account, refusedBytes) {
      const known = current(account)?.refusedBytes ?? refusedBytes;
      learnt.write(account, { refusedBytes: Math.min(known, refusedBytes), atMs: clock.nowMs() });
    },
  };
}
