import type { AccountId } from '../../../contract/ids.ts';
import type { Measure, Situation } from '../../../contract/health.ts';
import type { Step } from '../outbox/outbox-record.ts';

/** What was measured in a stretch of time: its mean, null where nothing happened that could be measured. */
export type MeasuredValues = Readonly<Record<Measure, number | null>>;

export interface HealthSample extends MeasuredValues {
  /** When the stretch began: a whole minute, or ten. */
  readonly atMs: number;
}

/** Until `untilMs` an alert counts nowhere. */
export interface Silence {
  readonly alert: Situation;
  readonly untilMs: number;
  readonly reason: string;
  readonly actor: string;
}

export type SampleStep = 'minute' | 'tenMinutes';

/** Measures of a week and what is known of alerts, on disk. */
export interface HealthStore {
  /**
   * A minute that is over, and since when each situation stands; one commit. Forgets minutes older than a day,
   * ten-minute means older than a week, and silences that have ended.
   */
  record(minute: HealthSample, since: ReadonlyMap<Situation, number>): void;
  /** Oldest first, from `fromMs` on. */
  samples(step: SampleStep, fromMs: number): readonly HealthSample[];
  /** Since when each situation stood when it was last recorded. */
  since(): ReadonlyMap<Situation, number>;
  silences(nowMs: number): readonly Silence[];
  /** Part of the caller's transaction; a second silence of the same alert takes the place of the first. */
  silence(silence: Silence, nowMs: number): void;
  /** False when it was not silenced. */
  unsilence(alert: Situation): boolean;
  /** Jobs that gave up and that nobody dealt with; messages to be sent are not among them, they need a person by themselves. */
  openDeadJobs(): number;
  /** Messages at one of these steps that were handed over for sending, of one account or of all. Reads no mail. */
  countMessages(filter: { readonly steps: readonly Step[]; readonly account: AccountId | null }): number;
}
