import type { AccountId, JobId } from '../../../contract/ids.ts';

/** Work of different weight waits in different lanes, so that a small message never waits behind a large one. */
export const lanes = ['interactive', 'small', 'large', 'ingest', 'upkeep'] as const;
export type Lane = (typeof lanes)[number];

export const jobStates = ['waiting', 'ready', 'leased', 'done', 'dead', 'parked', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];

export type DeathReason = 'exhausted' | 'permanent' | 'poison' | 'payload-unreadable' | 'discarded';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface NewJob {
  readonly kind: string;
  readonly lane: Lane;
  readonly mailbox: AccountId;
  /** While a job with this key is waiting, ready or leased, enqueueing again marks it dirty instead of adding one. */
  readonly dedupeKey: string | null;
  readonly payload: JsonValue;
  readonly payloadVersion: number;
  /** Words for a person: "Send 'Plans' to 3 people". No address, no path. */
  readonly title: string;
  /** Lower first. */
  readonly priority: number;
  readonly runAtMs: number;
  readonly maxAttempts: number;
  readonly correlationId: string | null;
}

export interface Job extends NewJob {
  readonly id: JobId;
  readonly state: JobState;
  readonly attempts: number;
  readonly stalls: number;
  readonly createdAtMs: number;
  readonly lastErrorCode: string | null;
  readonly lastErrorAtMs: number | null;
  readonly deathReason: DeathReason | null;
  readonly diedAtMs: number | null;
  readonly replayOf: JobId | null;
  readonly replayedBy: JobId | null;
}

/** A claim on one job. Every acknowledgement names its token, so a worker that lost its lease changes nothing. */
export interface Lease {
  readonly job: Job;
  readonly token: string;
  readonly untilMs: number;
  /** How often it was tried before this time. */
  readonly attempt: number;
}

export interface AttemptError {
  readonly code: string;
  readonly detail: string;
  readonly httpStatus: number | null;
  readonly requestId: string | null;
}

/** What a run returns. Data, never an exception, steers the queue. */
export type JobOutcome =
  | { readonly kind: 'done' }
  /** Failed for now; counted; the queue's policy decides when, or that it was the last time. `progressed` forgives earlier attempts. */
  | {
      readonly kind: 'retry';
      readonly error: AttemptError;
      readonly notBeforeMs: number | null;
      readonly progressed: boolean;
    }
  /** Not a failure: throttled, paced, offline, waiting for sign-in or for its time. Not counted. */
  | { readonly kind: 'waitFor'; readonly untilMs: number; readonly because: string }
  | { readonly kind: 'dead'; readonly reason: DeathReason; readonly error: AttemptError };

export type AckResult = 'accepted' | 'rerun' | 'leaseLost';

export interface Attempt {
  readonly n: number;
  readonly epoch: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly outcome: 'running' | 'done' | 'retry' | 'waited' | 'stalled' | 'dead' | 'lost';
  readonly error: AttemptError | null;
}

export interface ClaimRequest {
  readonly lanes: readonly Lane[];
  readonly kinds: readonly string[];
  readonly nowMs: number;
  readonly leaseMs: number;
}

export interface JobFilter {
  readonly states?: readonly JobState[];
  readonly kinds?: readonly string[];
  readonly mailbox?: AccountId;
  readonly limit?: number;
}

/**
 * The durable queue. Calls are synchronous and each is one transaction, or part of the caller's:
 * a job and the business row it belongs to commit together or not at all.
 */
export interface JobStore {
  enqueue(job: NewJob, nowMs: number): { readonly id: JobId; readonly created: boolean };
  /** Promotes what is due, then takes the best ready job: fair over mailboxes, then priority, then age. */
  claim(request: ClaimRequest): Lease | null;
  heartbeat(lease: Lease, untilMs: number): boolean;
  /** `done` runs again when the job was marked dirty meanwhile: no wake-up is lost. */
  complete(lease: Lease, nowMs: number): AckResult;
  /** Back to waiting. `counted` raises attempts; `resetAttempts` forgives them first. */
  release(
    lease: Lease,
    at: { runAtMs: number; counted: boolean; resetAttempts: boolean; error: AttemptError | null },
    nowMs: number,
  ): AckResult;
  bury(lease: Lease, death: { reason: DeathReason; error: AttemptError }, nowMs: number): AckResult;
  /** Gives back what expired leases and former owners held; more than `maxStalls` returns bury it as poison. */
  reap(nowMs: number, maxStalls: number): { readonly returned: number; readonly buried: number };
  /** Makes a waiting job ready now (a person pressed Look now, Resume, or the network is back). */
  wake(dedupeKey: string, nowMs: number): boolean;
  cancel(id: JobId, nowMs: number): boolean;
  park(id: JobId, nowMs: number): boolean;
  unpark(id: JobId, nowMs: number): boolean;
  /** Inserts a successor and links both ways in one transaction; a second call returns the first successor. */
  replay(id: JobId, nowMs: number): { readonly id: JobId; readonly created: boolean } | null;
  get(id: JobId): Job | null;
  list(filter: JobFilter): readonly Job[];
  attempts(id: JobId): readonly Attempt[];
  /** When the next waiting job comes due, or null. */
  nextDueMs(): number | null;
  count(states: readonly JobState[]): number;
}
