import { nextWait } from './next-wait.ts';
import type { Step } from './outbox-record.ts';
import { unsentSteps } from './outbox-record.ts';
import { next, type StepContext, type StepResult } from './step-context.ts';

/** It is woken as soon as sending may go on; this is only for a wake-up that nobody was there to give. */
const LOOK_MS = 10 * 60_000;

/** What is only being written goes on, and what may have left is followed to its end. */
export function mustWait({ deps, record }: Pick<StepContext, 'deps' | 'record'>): boolean {
  return record.submittedAtMs !== null && (unsentSteps as readonly Step[]).includes(record.step) && deps.isStopped();
}

/** Null when it may go on. Between two steps nothing is under way, so no request is torn. */
export function waitWhileStopped(context: StepContext): StepResult | null {
  const { deps, record } = context;
  const guard = { from: unsentSteps };
  const nowMs = deps.clock.nowMs();
  if (mustWait(context)) {
    const wait = nextWait(record.wait, 'providerPaused', nowMs + LOOK_MS);
    const note =
      record.wait?.because === 'providerPaused' ? null : { what: 'Sending is stopped for now. Nothing left.' };
    deps.store.change(record.id, guard, { wait, error: null }, note, nowMs);
    return { kind: 'waitFor', untilMs: wait.untilMs, because: 'providerPaused' };
  }
  if (record.wait?.because !== 'providerPaused') return null;
  const note = { what: 'Sending goes on.' };
  return deps.store.change(record.id, guard, { wait: null }, note, nowMs) === null ? null : next;
}
