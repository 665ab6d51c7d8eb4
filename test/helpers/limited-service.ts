import type { AccountId } from '../../contract/ids.ts';
import type { Cost } from '../../main/core/pacing/admission.ts';
import type { PaceLimits } from '../../main/core/pacing/governor.ts';

interface Arrival {
  readonly atMs: number;
  readonly amount: number;
}

interface MailboxRecord {
  readonly requests: Arrival[];
  readonly uploadBytes: Arrival[];
  readonly messages: Arrival[];
  underWay: number;
  peakUnderWay: number;
  refusingUntilMs: number;
  early: number;
}

/** The far end of a pacing test: it only writes down what it saw, and judges afterwards without any of the product's code. */
export interface LimitedService {
  begin(mailbox: AccountId, nowMs: number): void;
  arrive(mailbox: AccountId, cost: Cost, nowMs: number): void;
  end(mailbox: AccountId): void;
  /** Whatever begins before this is a violation. */
  refuseUntil(mailbox: AccountId, untilMs: number): void;
  violations(limits: PaceLimits): readonly string[];
  total(kind: 'requests' | 'uploadBytes' | 'messages', mailbox?: AccountId): number;
}

export function createLimitedService(): LimitedService {
  const records = new Map<AccountId, MailboxRecord>();

  function recordOf(mailbox: AccountId): MailboxRecord {
    const known = records.get(mailbox);
    if (known !== undefined) return known;
    const record = {
      requests: [],
      uploadBytes: [],
      messages: [],
      underWay: 0,
      peakUnderWay: 0,
      refusingUntilMs: 0,
      early: 0,
    };
    records.set(mailbox, record);
    return record;
  }

  return {
    begin(mailbox, nowMs) {
      const record = recordOf(mailbox);
      record.underWay += 1;
      record.peakUnderWay = Math.max(record.peakUnderWay, record.underWay);
      if (nowMs < record.refusingUntilMs) record.early += 1;
    },
    arrive(mailbox, cost, atMs) {
      const record = recordOf(mailbox);
      record.requests.push({ atMs, amount: 1 });
      if (cost.uploadBytes > 0) record.uploadBytes.push({ atMs, amount: cost.uploadBytes });
      if (cost.messages > 0) record.messages.push({ atMs, amount: cost.messages });
    },
    end(mailbox) {
      recordOf(mailbox).underWay -= 1;
    },
    refuseUntil(mailbox, untilMs) {
      const record = recordOf(mailbox);
      record.refusingUntilMs = Math.max(record.refusingUntilMs, untilMs);
    },
    violations(limits) {
      return [...records].flatMap(([mailbox, record]) => {
        const seen: readonly (readonly [string, number, number])[] = [
          ['requests in 10 min', busiestWindow(record.requests, 600_000), limits.requestsPer10Min],
          ['bytes in 5 min', busiestWindow(record.uploadBytes, 300_000), limits.uploadBytesPer5Min],
          ['messages in 1 min', busiestWindow(record.messages, 60_000), limits.messagesPerMin],
          ['at once', record.peakUnderWay, limits.concurrency],
          ['inside a Retry-After', record.early, 0],
        ];
        return seen.filter(([, most, limit]) => most > limit).map(([what, most]) => `${mailbox}: ${most} ${what}`);
      });
    },
    total(kind, mailbox) {
      const counted = mailbox === undefined ? [...records.values()] : [recordOf(mailbox)];
      return counted.flatMap((record) => record[kind]).reduce((sum, { amount }) => sum + amount, 0);
    },
  };
}

/** The most that any window of this length saw, both ends included. */
function busiestWindow(arrivals: readonly Arrival[], windowMs: number): number {
  const inOrder = arrivals.toSorted((a, b) => a.atMs - b.atMs);
  let most = 0;
  let sum = 0;
  let first = 0;
  for (const { atMs, amount } of inOrder) {
    sum += amount;
    for (let oldest = inOrder[first]; oldest !== undefined && oldest.atMs < atMs - windowMs; oldest = inOrder[first]) {
      sum -= oldest.amount;
      first += 1;
    }
    most = Math.max(most, sum);
  }
  return most;
}
