import type { BudgetKind } from '../ports/budget-store.ts';
import type { Urgency } from '../ports/mail-service.ts';
import type { CancelSignal, Clock } from '../ports/time.ts';
import { type Admission, type Cost, placesOf, type Wait } from './admission.ts';
import type { BudgetMeter } from './budget-meter.ts';
import type { Throttle } from './throttle.ts';

/** A mailbox's requests in front of the service: each waits for a slot, its budgets and the end of a throttle. */
export interface MailboxGate {
  admit(cost: Cost, urgency: Urgency, signal: CancelSignal): Promise<Admission>;
  /** Looks at everyone who waits again, after something changed. */
  review(): void;
  waits(nowMs: number): readonly Wait[];
}

export interface GateParts {
  readonly clock: Clock;
  readonly throttle: Throttle;
  readonly meters: readonly BudgetMeter[];
  readonly patienceMs: number;
  /** Called when someone is sent away to wait. */
  readonly onPaced: () => void;
}

interface Waiter {
  readonly cost: Cost;
  readonly urgency: Urgency;
  readonly signal: CancelSignal;
  wakeAtMs: number | null;
  waitedFor: Wait['because'] | 'concurrency' | null;
  answer(admission: Admission): void;
  fail(error: unknown): void;
}

const AMOUNT: Readonly<Record<BudgetKind, (cost: Cost) => number>> = {
  requests: (cost) => cost.requests ?? 1,
  uploadBytes: (cost) => cost.uploadBytes,
  messages: (cost) => cost.messages,
};

/** Interactive calls go first, but after so many in a row a bulk call that waits has its turn. */
const INTERACTIVE_IN_A_ROW = 4;

export function createMailboxGate({ clock, throttle, meters, patienceMs, onPaced }: GateParts): MailboxGate {
  const waiters = new Set<Waiter>();
  const underWay = { interactive: 0, bulk: 0 };
  let interactiveInARow = 0;

  function hasPlaces({ cost, urgency }: Waiter, nowMs: number): boolean {
    const all = throttle.concurrency(nowMs);
    const wanted = Math.min(placesOf(cost), all);
    if (underWay.interactive + underWay.bulk + wanted > all) return false;
    const forBulk = Math.max(1, all - 1);
    // A batch may need every place there is: it has them for a moment, when nothing else is under way.
    return urgency === 'interactive' || wanted > forBulk || underWay.bulk + wanted <= forBulk;
  }

  /** The last of the reasons why this call may not go yet, or null. */
  function whyWait({ cost, urgency }: Waiter, nowMs: number): Wait | null {
    const blockedUntilMs = throttle.blockedUntilMs(nowMs);
    let last: Wait | null = blockedUntilMs > nowMs ? { because: 'throttled', untilMs: blockedUntilMs } : null;
    for (const meter of meters) {
      const amount = AMOUNT[meter.kind](cost);
      const untilMs = amount === 0 ? nowMs : meter.earliestMs(amount, urgency, nowMs);
      if (untilMs <= nowMs) continue;
      meter.wait(amount, untilMs);
      if (last === null || untilMs > last.untilMs) last = { because: meter.kind, untilMs };
    }
    return last;
  }

  /** True of a batch that only waits for calls under way to end. */
  function consider(waiter: Waiter): boolean {
    const nowMs = clock.nowMs();
    const wait = whyWait(waiter, nowMs);
    if (wait === null) {
      if (hasPlaces(waiter, nowMs)) {
        letGo(waiter, nowMs);
        return false;
      }
      waiter.waitedFor = 'concurrency';
      return placesOf(waiter.cost) > 1;
    }
    if (wait.untilMs - nowMs > patienceMs) {
      waiters.delete(waiter);
      waiter.answer({ kind: 'paced', ...wait });
      onPaced();
    } else if (waiter.wakeAtMs !== wait.untilMs) {
      waiter.waitedFor = wait.because;
      void wakeLater(waiter, wait.untilMs, nowMs);
    }
    return false;
  }

  async function wakeLater(waiter: Waiter, untilMs: number, nowMs: number): Promise<void> {
    waiter.wakeAtMs = untilMs;
    await clock.sleep(untilMs - nowMs, waiter.signal);
    // A timer may fire a little early; forgetting it lets the review set another.
    waiter.wakeAtMs = null;
    review();
  }

  function letGo(waiter: Waiter, nowMs: number): void {
    const { cost, urgency } = waiter;
    waiters.delete(waiter);
    const charged = meters.filter((meter) => AMOUNT[meter.kind](cost) > 0);
    try {
      for (const meter of charged) meter.reserve(AMOUNT[meter.kind](cost), nowMs);
    } catch (error) {
      waiter.fail(error);
      return;
    }
    const finish = charged.map((meter) => meter.spend(AMOUNT[meter.kind](cost), urgency, nowMs));
    const places = placesOf(cost);
    underWay[urgency] += places;
    interactiveInARow = urgency === 'interactive' ? interactiveInARow + 1 : 0;
    let isOver = false;
    function release(): void {
      if (isOver) return;
      isOver = true;
      underWay[urgency] -= places;
      for (const end of finish) end(clock.nowMs());
      review();
    }
    waiter.answer({ kind: 'go', permit: { release }, waitedFor: waiter.waitedFor });
  }

  function review(): void {
    const first: Urgency = interactiveInARow >= INTERACTIVE_IN_A_ROW ? 'bulk' : 'interactive';
    const inOrder = [...waiters].sort((a, b) => Number(b.urgency === first) - Number(a.urgency === first));
    // Answering one may change the rest, down to removing it.
    let batchWaits = false;
    for (const waiter of inOrder) {
      // Otherwise single calls would fill every place as it falls free, and a batch never found several.
      const yields = batchWaits && (waiter.urgency === 'bulk' || first === 'bulk');
      if (waiters.has(waiter) && !yields) batchWaits = consider(waiter) || batchWaits;
    }
  }

  return {
    review,
    admit(cost, urgency, signal) {
      if (signal.aborted) return Promise.resolve({ kind: 'cancelled' });
      const { promise, resolve, reject } = Promise.withResolvers<Admission>();
      const cancel = () => {
        waiters.delete(waiter);
        resolve({ kind: 'cancelled' });
      };
      const waiter: Waiter = {
        cost,
        urgency,
        signal,
        wakeAtMs: null,
        waitedFor: null,
        answer: resolve,
        fail: reject,
      };
      signal.addEventListener('abort', cancel, { once: true });
      waiters.add(waiter);
      review();
      return promise.finally(() => signal.removeEventListener('abort', cancel));
    },
    waits(nowMs) {
      const untilMs = throttle.blockedUntilMs(nowMs);
      const throttled: Wait[] = untilMs > nowMs ? [{ because: 'throttled', untilMs }] : [];
      const paced = meters.flatMap((meter): Wait[] => {
        const turnMs = meter.nextTurnMs(nowMs);
        return turnMs === null ? [] : [{ because: meter.kind, untilMs: turnMs }];
      });
      return [...throttled, ...paced];
    },
  };
}
