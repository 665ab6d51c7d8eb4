import type { AccountId } from '../../contract/ids.ts';
import type { Cost } from '../../main/core/pacing/admission.ts';
import type { Governor, GovernorParts, PaceLimits } from '../../main/core/pacing/governor.ts';
import type { BudgetStore } from '../../main/core/ports/budget-store.ts';
import type { Urgency } from '../../main/core/ports/mail-service.ts';
import { createLimitedService } from './limited-service.ts';
import { seededRandom } from './seeded-random.ts';
import { createVirtualClock } from './virtual-clock.ts';

export interface SimulatedCall {
  readonly mailbox: AccountId;
  readonly cost: Cost;
  readonly urgency: Urgency;
  readonly durationMs: number;
  /** When the service takes notice: 0 at the start of the call, 1 at its end. */
  readonly arrivesAt: number;
  /** The service's 429, with or without its Retry-After. */
  readonly refusal?: { readonly retryAfterMs: number | null };
}

export const SIMULATION_START_MS = 1_750_000_000_123;

/** Callers, a governor that may crash and start again from its store, and a service that writes down what it saw. */
export function createPacingSimulation(
  limits: PaceLimits,
  budgets: BudgetStore,
  createSubject: (parts: GovernorParts) => Governor,
) {
  const clock = createVirtualClock(SIMULATION_START_MS);
  const random = seededRandom(1);
  const service = createLimitedService();
  let life = startLife();

  function startLife() {
    return { governor: createSubject({ clock, random, budgets, limits }), crash: new AbortController() };
  }

  async function sleepUntil(atMs: number, signal?: AbortSignal): Promise<void> {
    await clock.sleep(atMs - clock.nowMs(), signal);
  }

  /** Repeats until the service has taken notice, through pacing and crashes, as a durable job would. */
  async function call(wanted: SimulatedCall): Promise<void> {
    for (;;) {
      const { governor, crash } = life;
      const admission = await governor.admit(wanted.mailbox, wanted.cost, wanted.urgency, crash.signal);
      if (admission.kind === 'paced') await sleepUntil(admission.untilMs);
      if (admission.kind === 'go' && !crash.signal.aborted) {
        const hasArrived = await travel(wanted, governor, crash.signal);
        if (!crash.signal.aborted) admission.permit.release();
        if (hasArrived) return;
      }
    }
  }

  async function travel(wanted: SimulatedCall, governor: Governor, crashed: AbortSignal): Promise<boolean> {
    const { mailbox, durationMs, refusal } = wanted;
    const startMs = clock.nowMs();
    service.begin(mailbox, startMs);
    await sleepUntil(startMs + durationMs * wanted.arrivesAt, crashed);
    const hasArrived = !crashed.aborted;
    if (hasArrived) service.arrive(mailbox, wanted.cost, clock.nowMs());
    await sleepUntil(startMs + durationMs, crashed);
    service.end(mailbox);
    if (crashed.aborted) return hasArrived;
    if (refusal === undefined) governor.succeeded(mailbox);
    else {
      service.refuseUntil(mailbox, clock.nowMs() + (refusal.retryAfterMs ?? 0));
      governor.throttled(mailbox, refusal.retryAfterMs);
    }
    return hasArrived;
  }

  return {
    clock,
    service,
    call,
    governor: () => life.governor,
    crashAndRestart() {
      const { crash } = life;
      life = startLife();
      crash.abort();
    },
  };
}
