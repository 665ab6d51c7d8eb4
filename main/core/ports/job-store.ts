import type { AccountId, JobId } from '../../../contract/ids.ts';

/**
 * Work of different weight waits in different lanes, so that a small message never waits behind a large one. Messages of
 * a mail merge run side by side, so that their requests can travel together (docs/specs/mail-merge.md).
 */
export const lanes = ['interactive', 'small', 'large', 'merge', 'ingest', 'upkeep'] as const;
export type Lane = (typeof lanes)[number];

export const jobStates = ['waiting', 'ready', 'leased', 'done', 'dead', 'parked', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];

export type DeathReason = 'exhausted' | 'permanent' | 'poison' | 'payload-unreadable' | 'discarded';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface NewJob {
  readonly kind: string;
  readonly lane: Lane;
  readonly mailbox: AccountId;
  /**
   * While a job with this key is waiting, ready, leased or parked, enqueueing again marks it dirty instead of adding
   * one: it takes the newer payload, lane and place, within a lane the more urgent priority, and runs once more if it is
   * running.
   */
  readonly dedupeKey: string | null;
  readonly payload: JsonValue;
  readonly payloadVersion: number;
  /** Words for a person: "Send 'Plans' to 3 people". No address, no path. */
  readonly title: string;
  /** Lower first. */
  readonly priority: number;
  /** The order that a person gave the work of a mailbox, within one priority: lower first, 0 when nobody did. */
  readonly place?: number;
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
  /** Why it waits, when that is no failure: `throttled`, `signIn`, `held`. */
  readonly waitReason: string | null;
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
  /** The kinds that the worker knows, each with the length of its lease. */
  readonly leaseMsByKind: Readonly<Record<string, number>>;
  readonly nowMs: number;
}

/** Back to waiting, or to ready when `runAtMs` has come. */
export interface ReleaseTerms {
  readonly runAtMs: number;
  /** Raises `attempts`. */
  readonly counted: boolean;
  /** Forgives earlier attempts first. */
  readonly resetAttempts: boolean;
  readonly error: AttemptError | null;
  readonly because: string | null;
}

/** How often a job may take its worker down in a row, for kinds that say nothing else. */
export const defaultMaxStalls = 3;

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
  /** The run got further than any before: forgives attempts and stalls. */
  forgive(lease: Lease): boolean;
  /** Runs again when the job was marked dirty or woken meanwhile: no wake-up is lost. */
  complete(lease: Lease, nowMs: number): AckResult;
  /** A job that was woken while it ran is ready at once. */
  release(lease: Lease, terms: ReleaseTerms, nowMs: number): AckResult;
  /** A job that was marked dirty while it ran does not die: it starts afresh, because newer work asked for a run. */
  bury(lease: Lease, death: { reason: DeathReason; error: AttemptError }, nowMs: number): AckResult;
  /** Gives back what expired leases and former owners held; a job that stalled too often in a row is buried as poison. */
  reap(
    nowMs: number,
    maxStallsByKind: Readonly<Record<string, number>>,
  ): { readonly returned: number; readonly buried: number };
  /**
   * Somebody wants it now (a person pressed Look now or Resume, or the network is back): a waiting job becomes ready,
   * a running one runs once more. False when no live job has the key, or it is parked.
   */
  wake(dedupeKey: string, nowMs: number): boolean;
  /** The same for every job of a mailbox that waits for `because`, when sign-in or the network came back. Returns how many. */
  wakeAll(mailbox: AccountId, because: string, nowMs: number): number;
  /** Gives the live job with this key another place. False when there is none. */
  place(dedupeKey: string, place: number): boolean;
  /** Waiting, ready or parked only: running work is asked to stop through its own business row. */
  cancel(id: JobId, nowMs: number): boolean;
  /** Takes a waiting or ready job out of the way; it keeps its key, so that nothing adds it again behind a person's back. */
  park(id: JobId, nowMs: number): boolean;
  unpark(id: JobId, nowMs: number): boolean;
  /**
   * Gives a dead job a successor and links both ways in one transaction; a second call returns the first successor,
   * and a job that already carries its key becomes the successor. Null for a job that is not dead. `as`: another order
   * in its place, when a person edited it.
   */
  replay(id: JobId, nowMs: number, as?: NewJob): { readonly id: JobId; readonly created: boolean } | null;
  /**
   * Nothing shall become of a dead or a parked job. It stays, dead, with who said so and why. False when it is neither,
   * or was dealt with already.
   */
  discard(id: JobId, by: { readonly actor: string; readonly reason: string }, nowMs: number): boolean;
  get(id: JobId): Job | null;
  /** The job that holds this key: waiting, ready, leased or parked. */
  findLive(dedupeKey: string): Job | null;
  /** Newest first. */
  list(filter: JobFilter): readonly Job[];
  /** Oldest first; only the last hundred are kept. */
  attempts(id: JobId): readonly Attempt[];
  /** When the next waiting job comes due, or null. `ignoring` passes over jobs that wait for one of these reasons. */
  nextDueMs(ignoring?: readonly string[]): number | null;
  count(states: readonly JobState[]): number;
}
