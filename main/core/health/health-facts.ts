import type { Measure } from '../../../contract/health.ts';
import type { Shortage } from '../ingest/disk-room.ts';

/** What is wanted of each measure, in its own unit; null: nothing is. */
export type Objectives = Readonly<Record<Measure, number | null>>;

export interface AccountFacts {
  readonly address: string;
  readonly signInNeeded: boolean;
  /** Messages that were handed over for sending and have not left. */
  readonly waiting: number;
}

/** Everything that a verdict is made of, as it is known at `nowMs`. Counts, times and causes; no mail. */
export interface HealthFacts {
  readonly nowMs: number;
  /** Of the clocks on the wall: times in sentences are for people who look at one. */
  readonly utcOffsetMinutes: number;
  readonly accounts: readonly AccountFacts[];
  /** When the worker last looked for work, null: not since this program runs. */
  readonly worker: {
    readonly isRunning: boolean;
    readonly lastSeenMs: number | null;
    /** Of a worker that failed. */
    readonly triesAgainMs: number | null;
  };
  readonly provider: { readonly state: 'on' | 'paused' | 'off'; readonly by: 'administrator' | 'person' | 'nobody' };
  /** How old the shared flags are, when their source does not answer; null while it does, or none is set. */
  readonly flagsAgeMs: number | null;
  readonly network: 'online' | 'offline' | 'unknown';
  /** The end of the last wait that the service asked for. */
  readonly throttledUntilMs: number | null;
  readonly shortage: Shortage | null;
  readonly ingest: {
    readonly followsAny: boolean;
    readonly waitingFiles: number;
    readonly waitingMessages: number;
    /** Since when the oldest of them is known; null when none waits. */
    readonly oldestMs: number | null;
  };
  readonly needsYou: number;
  readonly unconfirmed: number;
  readonly openDeadJobs: number;
  /** Of the last minutes; throttled ones are no part of it. */
  readonly requests: { readonly failed: number; readonly total: number };
  /** Of the last messages that were seen in Sent Items; null without any. */
  readonly confirmation: { readonly p95Ms: number; readonly messages: number } | null;
  readonly objectives: Objectives;
}
