import type { StandstillCause } from './decide-standstill.ts';
import { nextWait } from './next-wait.ts';
import { unsentSteps, type Wait } from './outbox-record.ts';
import { next, type StepContext, type StepResult } from './step-context.ts';

export function mustWait({ deps, record }: Pick<StepContext, 'deps' | 'record'>): boolean {
  return deps.standstill(record) !== null;
}

/** Null when it may go on. Between two steps nothing is under way, so no request is torn. */
export function waitWhileStopped(context: StepContext): StepResult | null {
  const { deps, record } = context;
  const guard = { from: unsentSteps };
  const nowMs = deps.clock.nowMs();
  const standstill = deps.standstill(record);
  if (standstill !== null) {
    const { because, untilMs } = standstill;
    const note = record.wait?.because === because ? null : { what: notes[because] };
    deps.store.change(record.id, guard, { wait: nextWait(record.wait, because, untilMs), error: null }, note, nowMs);
    return { kind: 'waitFor', untilMs, because };
  }
  if (!isStandstill(record.wait)) return null;
  const note = { what: 'Sending goes on.' };
  return deps.store.change(record.id, guard, { wait: null }, note, nowMs) === null ? null : next;
}

function isStandstill(wait: Wait | null): boolean {
  return wait !== null && wait.because in notes;
}

const notes: Readonly<Record<StandstillCause, string>> = {
  providerPaused: 'Sending is stopped for now. Nothing left.',
  pausedForNow: 'You paused everything for a while. Nothing left.',
  battery: 'Waits for mains power: the battery is low.',
  metered: 'Waits for a network that is not metered.',
};
