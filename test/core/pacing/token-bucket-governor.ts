import type { AccountId } from '../../../contract/ids.ts';
import type { Admission, Cost } from '../../../main/core/pacing/admission.ts';
import {
  createGovernor,
  type Governor,
  type GovernorParts,
  type PaceLimits,
} from '../../../main/core/pacing/governor.ts';
import type { BudgetStore } from '../../../main/core/ports/budget-store.ts';

/** By store, as if it kept them: a crash is not what this governor gets wrong. */
const bucketsByStore = new WeakMap<BudgetStore, Map<AccountId, Buckets>>();

/** The obvious wrong governor: everything as it should be, but the budgets are buckets that refill steadily. */
export function createTokenBucketGovernor(parts: GovernorParts): Governor {
  const { clock, limits } = parts;
  const huge = Number.MAX_SAFE_INTEGER;
  const unlimited = { requestsPer10Min: huge, uploadBytesPer5Min: huge, messagesPerMin: huge };
  const governor = createGovernor({ ...parts, limits: { ...limits, ...unlimited } });
  const buckets = bucketsByStore.get(parts.budgets) ?? new Map<AccountId, Buckets>();
  bucketsByStore.set(parts.budgets, buckets);

  return {
    ...governor,
    async admit(mailbox, cost: Cost, urgency, signal): Promise<Admission> {
      const own = buckets.get(mailbox) ?? createBuckets(limits, clock.nowMs());
      buckets.set(mailbox, own);
      const nowMs = clock.nowMs();
      const untilMs = Math.max(
        own.requests.take(1, nowMs),
        own.uploadBytes.take(cost.uploadBytes, nowMs),
        own.messages.take(cost.messages, nowMs),
      );
      if (untilMs > nowMs) await clock.sleep(untilMs - nowMs, signal);
      return governor.admit(mailbox, cost, urgency, signal);
    },
  };
}

type Buckets = ReturnType<typeof createBuckets>;

function createBuckets(limits: PaceLimits, nowMs: number) {
  return {
    requests: createBucket(limits.requestsPer10Min, 600_000, nowMs),
    uploadBytes: createBucket(limits.uploadBytesPer5Min, 300_000, nowMs),
    messages: createBucket(limits.messagesPerMin, 60_000, nowMs),
  };
}

/** Lets tokens go into debt: what is taken too early comes with the moment when it is earned. */
function createBucket(capacity: number, refillMs: number, startMs: number) {
  let tokens = capacity;
  let atMs = startMs;
  return {
    take(amount: number, nowMs: number): number {
      tokens = Math.min(capacity, tokens + ((nowMs - atMs) / refillMs) * capacity) - amount;
      atMs = nowMs;
      return tokens >= 0 ? nowMs : Math.ceil(nowMs + (-tokens / capacity) * refillMs);
    },
  };
}
