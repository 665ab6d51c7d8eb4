import type { PowerFacts } from '../../../contract/shell.ts';
import { isUnsent } from './advance-message.ts';
import type { OutboxRecord, WaitCause } from './outbox-record.ts';

/** What can hold messages up although nothing is wrong with them, the farthest-reaching first. */
export const standstillCauses = [
  'providerPaused',
  'pausedForNow',
  'battery',
  'metered',
] as const satisfies readonly WaitCause[];
export type StandstillCause = (typeof standstillCauses)[number];

export interface Standstill {
  readonly because: StandstillCause;
  /** When to look again. Whoever is there to notice its end wakes what waits earlier. */
  readonly untilMs: number;
}

export interface TransferFacts {
  /** The provider is off or stopped for now, by whoever may decide that. */
  readonly isStopped: boolean;
  /** Until when the person paused everything. */
  readonly pausedUntilMs: number | null;
  /** Below this, large files wait while the machine runs on battery; 0 is no rule. */
  readonly batteryFloorPercent: number;
  /** Whether large files wait while the network is metered. */
  readonly waitsOnMetered: boolean;
  /** What is not known holds nothing up. */
  readonly power: PowerFacts;
}

const LOOK_MS = 10 * 60_000;

/** Everything that stands in the way of something now. */
export function standingCauses(facts: TransferFacts, nowMs: number): readonly StandstillCause[] {
  const { onBattery, batteryPercent, metered } = facts.power;
  const isLow = onBattery === true && batteryPercent !== null && batteryPercent < facts.batteryFloorPercent;
  const stands: Readonly<Record<StandstillCause, boolean>> = {
    providerPaused: facts.isStopped,
    pausedForNow: facts.pausedUntilMs !== null && facts.pausedUntilMs > nowMs,
    battery: isLow,
    metered: facts.waitsOnMetered && metered === true,
  };
  return standstillCauses.filter((cause) => stands[cause]);
}

type Concerned = Pick<OutboxRecord, 'step' | 'submittedAtMs' | 'attachments'>;

/** Why this message may begin no new step now; null when it may. What may have left is always followed to its end. */
export function decideStandstill(record: Concerned, facts: TransferFacts, nowMs: number): Standstill | null {
  if (!isUnsent(record.step)) return null;
  const because = standingCauses(facts, nowMs).find((cause) => concerns(cause, record));
  if (because === undefined) return null;
  const endsMs = because === 'pausedForNow' ? facts.pausedUntilMs : null;
  return { because, untilMs: endsMs ?? nowMs + LOOK_MS };
}

function concerns(cause: StandstillCause, { submittedAtMs, attachments }: Concerned): boolean {
  switch (cause) {
    case 'providerPaused':
      // What is only being written goes on.
      return submittedAtMs !== null;
    case 'pausedForNow':
      return true;
    case 'battery':
    case 'metered':
      return attachments.some(({ mode, step, removing }) => mode === 'session' && step !== 'done' && !removing);
  }
}
