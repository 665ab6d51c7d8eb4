import type { AccountId } from '../../../contract/ids.ts';
import type { BudgetStore } from '../ports/budget-store.ts';
import type { Urgency } from '../ports/mail-service.ts';
import type { CancelSignal, Clock, Random } from '../ports/time.ts';
import type { Admission, Cost, Wait } from './admission.ts';
import { createBudgetMeter, type BudgetRule } from './budget-meter.ts';
import { createMailboxGate, type MailboxGate } from './mailbox-gate.ts';
import { createThrottle, type Throttle, type ThrottleCause } from './throttle.ts';

export interface PaceLimits {
  /** Requests under way at once; one of them is left to interactive calls. */
  readonly concurrency: number;
  readonly requestsPer10Min: number;
  readonly uploadBytesPer5Min: number;
  readonly messagesPerMin: number;
}

/** Keeps all requests of each mailbox under the service's limits, also across restarts. */
export interface Governor {
  /** Resolves when the call may be made, already charged. Rejects only when the charge could not be stored. */
  admit(mailbox: AccountId, cost: Cost, urgency: Urgency, signal: CancelSignal): Promise<Admission>;
  /** The service answered 429, or 503 with Retry-After. */
  throttled(mailbox: AccountId, retryAfterMs: number | null, cause?: ThrottleCause): void;
  /** The service answered anything else: the next missing Retry-After starts again at a second. */
  succeeded(mailbox: AccountId): void;
  /** How many requests of the mailbox may be under way at once, as far as is known now. */
  concurrency(mailbox: AccountId): number;
  /** What is being waited for now, with the moment when the first of those calls may go. */
  waits(): readonly (Wait & { readonly mailbox: AccountId })[];
  /** Tells of new waits. They end by the clock, without another call. Returns the end of the subscription. */
  onChange(listener: () => void): () => void;
}

export interface GovernorParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly budgets: BudgetStore;
  readonly limits: PaceLimits;
  /** Waits up to this long happen inside `admit`. */
  readonly patienceMs?: number;
}

const DEFAULT_PATIENCE_MS = 2_000;

export function createGovernor(parts: GovernorParts): Governor {
  const { clock, random, budgets, limits, patienceMs = DEFAULT_PATIENCE_MS } = parts;
  const rules = budgetRules(limits);
  const mailboxes = new Map<AccountId, { gate: MailboxGate; throttle: Throttle }>();
  const listeners = new Set<() => void>();

  function notify(): void {
    for (const listener of listeners) listener();
  }

  function open(mailbox: AccountId) {
    const known = mailboxes.get(mailbox);
    if (known !== undefined) return known;
    const throttle = createThrottle(random, limits.concurrency, budgets.loadBlockedUntilMs(mailbox));
    const meters = rules.map((rule) => createBudgetMeter(budgets, mailbox, rule, clock.nowMs()));
    const opened = { throttle, gate: createMailboxGate({ clock, throttle, meters, patienceMs, onPaced: notify }) };
    mailboxes.set(mailbox, opened);
    return opened;
  }

  return {
    async admit(mailbox, cost, urgency, signal) {
      return open(mailbox).gate.admit(cost, urgency, signal);
    },
    throttled(mailbox, retryAfterMs, cause = 'rate') {
      const { gate, throttle } = open(mailbox);
      const untilMs = throttle.throttled(retryAfterMs, cause, clock.nowMs());
      gate.review();
      notify();
      budgets.saveBlockedUntilMs(mailbox, untilMs);
    },
    succeeded(mailbox) {
      open(mailbox).throttle.succeeded(clock.nowMs());
    },
    concurrency: (mailbox) => open(mailbox).throttle.concurrency(clock.nowMs()),
    waits() {
      const nowMs = clock.nowMs();
      return [...mailboxes].flatMap(([mailbox, { gate }]) => gate.waits(nowMs).map((wait) => ({ mailbox, ...wait })));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function budgetRules(limits: PaceLimits): readonly BudgetRule[] {
  // Of the standard 140 MB, 3 % are one whole request of 4 MB: the largest that a small message can need.
  return [
    { kind: 'requests', limit: limits.requestsPer10Min, windowMs: 600_000, callsAhead: 25, keptShare: 0.01 },
    { kind: 'uploadBytes', limit: limits.uploadBytesPer5Min, windowMs: 300_000, callsAhead: 4, keptShare: 0.03 },
    { kind: 'messages', limit: limits.messagesPerMin, windowMs: 60_000, callsAhead: 0, keptShare: 0.01 },
  ];
}
