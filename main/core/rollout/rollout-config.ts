import { rungsOf } from '../policy/setting-kinds.ts';
import type { Settings } from '../policy/settings.ts';

interface Objectives {
  readonly errorShare: number;
  readonly p95Seconds: number;
}

export interface RolloutConfig {
  /** Rising percentages that end in 100. */
  readonly ladder: readonly number[];
  readonly minExecutions: number;
  /** A rung is left upwards after this at the earliest. */
  readonly rungMs: number;
  /** Numbers older than this say nothing about now. */
  readonly maxAgeS: number;
  /** What the measures look back on. */
  readonly windowMs: number;
  /** At most this promotes. */
  readonly promote: Objectives;
  /** More than this rolls back. */
  readonly rollBack: Objectives;
}

/** What promotes and what rolls back lie apart on purpose: between them nothing is decided (docs/specs/rollout.md). */
export function rolloutConfig(settings: Settings): RolloutConfig {
  return {
    ladder: rungsOf(settings.rolloutLadder),
    minExecutions: settings.rolloutMinExecutions,
    rungMs: settings.rolloutRungS * 1_000,
    maxAgeS: 120,
    windowMs: 5 * 60_000,
    promote: { errorShare: 0.01, p95Seconds: 0.5 },
    rollBack: { errorShare: 0.05, p95Seconds: 2 },
  };
}

/** The next rung above, or null at the top. */
export function rungAbove(ladder: readonly number[], percent: number): number | null {
  return ladder.find((rung) => rung > percent) ?? null;
}

/** The next rung below; 0 below the lowest. */
export function rungBelow(ladder: readonly number[], percent: number): number {
  return ladder.findLast((rung) => rung < percent) ?? 0;
}
