import type { AccountId } from '../../../contract/ids.ts';
import type { BudgetKind, BudgetStore } from '../ports/budget-store.ts';
import type { Urgency } from '../ports/mail-service.ts';
import { earliestAdmissionMs, sliceLengthMs, sliceStartMs } from './sliding-window.ts';
import { createTurns } from './turns.ts';
import { createUsageWindow } from './usage-window.ts';

export interface BudgetRule {
  readonly kind: BudgetKind;
  readonly limit: number;
  readonly windowMs: number;
  /** How many calls like the present one may be reserved beyond it in one durable write. */
  readonly callsAhead: number;
  /** Left to interactive calls, so that a person's small message goes while large files have used up the rest. */
  readonly keptShare: number;
}

/** One budget of one mailbox. */
export interface BudgetMeter {
  readonly kind: BudgetKind;
  earliestMs(amount: number, urgency: Urgency, nowMs: number): number;
  /** Remembers that this amount was refused until then, so that later calls leave room for it. */
  wait(amount: number, untilMs: number): void;
  /** Makes sure that the store has seen this amount. Throws what the store throws; nothing is spent then. */
  reserve(amount: number, nowMs: number): void;
  /** Spends what was reserved. Call what it returns when the call is over. */
  spend(amount: number, urgency: Urgency, nowMs: number): (endedAtMs: number) => void;
  nextTurnMs(nowMs: number): number | null;
}

/** A reservation may be spent for this part of the window … */
const RESERVATION_SHARE = 0.1;

/**
 * The store is charged before the call, for a block of calls at once: a synced write for every request would cost more
 * than the request. A block grows with what this process has already spent, so a crash never forfeits more than was
 * used. It is dated at the end of its time and as long again, because after a crash nobody knows when the last calls
 * under it arrived.
 */
export function createBudgetMeter(
  store: BudgetStore,
  mailbox: AccountId,
  rule: BudgetRule,
  createdAtMs: number,
): BudgetMeter {
  const { kind, limit, windowMs } = rule;
  const reservationMs = windowMs * RESERVATION_SHARE;
  const aheadMs = 2 * reservationMs;
  const oldestMs = (nowMs: number) => nowMs - windowMs - sliceLengthMs(windowMs);

  const keptLimit = Math.floor(limit * rule.keptShare);
  const remembered = store.load(mailbox, kind, oldestMs(createdAtMs));
  const shared = createUsageWindow(limit - keptLimit, windowMs, aheadMs, remembered);
  const kept = createUsageWindow(keptLimit, windowMs, aheadMs, []);
  const turns = createTurns();
  let reserved = { left: 0, spendBeforeMs: 0 };
  let spentSinceStart = 0;

  function earliestInTotalMs(amount: number, nowMs: number): number {
    const all = [...shared.slices(nowMs), ...kept.slices(nowMs)].sort((a, b) => a.startMs - b.startMs);
    return earliestAdmissionMs(all, amount, limit, windowMs, nowMs);
  }

  function earliestInSharedMs(amount: number, nowMs: number): number {
    const sharedMs = shared.earliestMs(amount + turns.ahead(amount, nowMs), nowMs);
    return amount <= shared.limit ? sharedMs : Math.max(sharedMs, earliestInTotalMs(amount, nowMs));
  }

  /** After a restart all remembered use is in `shared` and may fill the whole limit, so the total is checked as well. */
  function earliestInKeptMs(amount: number, nowMs: number): number {
    if (amount > kept.limit) return Number.POSITIVE_INFINITY;
    return Math.max(kept.earliestMs(amount, nowMs), earliestInTotalMs(amount, nowMs));
  }

  return {
    kind,
    earliestMs(amount, urgency, nowMs) {
      const sharedMs = earliestInSharedMs(amount, nowMs);
      return sharedMs > nowMs && urgency === 'interactive'
        ? Math.min(sharedMs, earliestInKeptMs(amount, nowMs))
        : sharedMs;
    },
    wait: (amount, untilMs) => turns.wait(amount, untilMs),
    reserve(amount, nowMs) {
      const left = nowMs < reserved.spendBeforeMs ? reserved.left : 0;
      if (amount <= left) return;
      const room = limit - shared.used(nowMs) - kept.used(nowMs) - amount;
      const ahead = Math.max(0, Math.min(spentSinceStart, amount * rule.callsAhead, room));
      store.add(mailbox, kind, sliceStartMs(nowMs + aheadMs, windowMs), amount - left + ahead, oldestMs(nowMs));
      reserved = { left: amount + ahead, spendBeforeMs: nowMs + reservationMs };
    },
    spend(amount, urgency, nowMs) {
      const fromKept = urgency === 'interactive' && earliestInSharedMs(amount, nowMs) > nowMs;
      const window = fromKept ? kept : shared;
      if (!fromKept) turns.take(amount);
      reserved = { ...reserved, left: reserved.left - amount };
      spentSinceStart += amount;
      window.start(amount);
      return (endedAtMs) => window.finish(amount, endedAtMs);
    },
    nextTurnMs: (nowMs) => turns.nextMs(nowMs),
  };
}
