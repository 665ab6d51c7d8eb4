import type { RolloutDecision, RolloutSteering } from '../../../contract/flags.ts';

/** Where a rollout stands. */
export interface RolloutState {
  /** Null: no percentage is set. That is 0. */
  readonly percent: number | null;
  readonly isPaused: boolean;
  readonly steering: RolloutSteering;
  /** Since when the percentage is what it is; null when somebody set it whom the controller does not know. */
  readonly sinceMs: number | null;
  /** Rollbacks since the last promotion. */
  readonly rollbacks: number;
}

export interface RolloutStanding {
  readonly state: RolloutState;
  /** Stands for exactly what was read: a write that names it fails once anything of it changed. */
  readonly mark: string;
  readonly latest: RolloutDecision | null;
  /** Newest first. */
  readonly decisions: readonly RolloutDecision[];
}

export type RolloutWrite = Pick<RolloutState, 'percent' | 'steering' | 'sinceMs' | 'rollbacks'>;

/** The percentage and its history, shared by controllers and people. Rejects with `flags_unavailable` when it is away. */
export interface RolloutStore {
  read(): Promise<RolloutStanding>;
  /**
   * Writes percentage, state and decision together, or nothing when somebody changed something since `mark`.
   * `keep`: the decision belongs into the history and is not only the latest look.
   */
  write(mark: string, write: RolloutWrite, decision: RolloutDecision, keep: boolean): Promise<boolean>;
}
