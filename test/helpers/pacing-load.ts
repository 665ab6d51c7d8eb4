import { accountId, type AccountId } from '../../contract/ids.ts';
import type { Cost } from '../../main/core/pacing/admission.ts';
import type { Governor, GovernorParts, PaceLimits } from '../../main/core/pacing/governor.ts';
import type { BudgetStore } from '../../main/core/ports/budget-store.ts';
import { createPacingSimulation, SIMULATION_START_MS } from './pacing-simulation.ts';
import { seededRandom } from './seeded-random.ts';

type Budget = 'requests' | 'uploadBytes' | 'messages';

export const DEFAULT_PACE_LIMITS: PaceLimits = {
  concurrency: 4,
  requestsPer10Min: 8_000,
  uploadBytesPer5Min: 140_000_000,
  messagesPerMin: 25,
};

const HOUR_MS = 3_600_000;
const CHUNK_BYTES = 3_932_160;

/** What a mailbox does all the time, and the budget that this uses up. */
const LOADS: Readonly<
  Record<Budget, { readonly cost: Cost; readonly shortestMs: number; readonly longestMs: number }>
> = {
  requests: { cost: { uploadBytes: 0, messages: 0 }, shortestMs: 40, longestMs: 150 },
  uploadBytes: { cost: { uploadBytes: CHUNK_BYTES, messages: 0 }, shortestMs: 300, longestMs: 2_000 },
  messages: { cost: { uploadBytes: 2_000, messages: 1 }, shortestMs: 100, longestMs: 600 },
};

export interface LoadReport {
  readonly violations: readonly string[];
  /** The least used of the mailboxes that want all of a budget, as a share of an hour's worth of it. */
  readonly usedShare: Readonly<Record<Budget, number>>;
  readonly calls: number;
}

/** An hour of mailboxes that always have more to do than the service allows, two bulk callers and an interactive one each. */
export async function runLoadedHour(
  mailboxCounts: Readonly<Record<Budget, number>>,
  budgets: BudgetStore,
  createSubject: (parts: GovernorParts) => Governor,
): Promise<LoadReport> {
  const limits = DEFAULT_PACE_LIMITS;
  const simulation = createPacingSimulation(limits, budgets, createSubject);
  const { clock, service } = simulation;
  const random = seededRandom(7);
  const endMs = SIMULATION_START_MS + HOUR_MS;
  let calls = 0;

  async function keepCalling(mailbox: AccountId, budget: Budget, urgency: 'interactive' | 'bulk'): Promise<void> {
    const { cost, shortestMs, longestMs } = LOADS[budget];
    while (clock.nowMs() < endMs) {
      const durationMs = shortestMs + Math.floor(random.uniform() * (longestMs - shortestMs));
      await simulation.call({ mailbox, cost, urgency, durationMs, arrivesAt: random.uniform() });
      calls += 1;
    }
  }

  const mailboxes = (['requests', 'uploadBytes', 'messages'] as const).flatMap((budget) =>
    Array.from({ length: mailboxCounts[budget] }, (_, index) => ({
      budget,
      mailbox: accountId.parse(`sandbox:${budget}-${index}`),
    })),
  );
  for (const { mailbox, budget } of mailboxes) {
    for (const urgency of ['bulk', 'bulk', 'interactive'] as const) void keepCalling(mailbox, budget, urgency);
  }
  await clock.runUntil(endMs);

  const hourly: Readonly<Record<Budget, number>> = {
    requests: limits.requestsPer10Min * 6,
    uploadBytes: limits.uploadBytesPer5Min * 12,
    messages: limits.messagesPerMin * 60,
  };
  const usedShare = (budget: Budget) =>
    Math.min(
      ...mailboxes
        .filter((other) => other.budget === budget)
        .map(({ mailbox }) => service.total(budget, mailbox) / hourly[budget]),
    );
  return {
    violations: service.violations(limits),
    usedShare: {
      requests: usedShare('requests'),
      uploadBytes: usedShare('uploadBytes'),
      messages: usedShare('messages'),
    },
    calls,
  };
}
