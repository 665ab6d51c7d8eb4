import type { z } from 'zod';
import type { Job, JobOutcome, Lane } from '../ports/job-store.ts';
import type { CancelSignal } from '../ports/time.ts';
import type { RetryPolicy } from './decide-retry.ts';

/** What a run is given besides its payload. */
export interface JobRun {
  readonly job: Job;
  /** Aborts when the run took too long, lost its lease, or the engine stops: reach a safe point and return. */
  readonly signal: CancelSignal;
  /** Says that this run got further than any before: earlier failures and crashes are forgiven, durably. */
  progressed(): void;
}

/** One kind of work. Everything that the queue must know of it is in this row. */
export interface JobKind<Payload> {
  readonly kind: string;
  /** Where it waits unless a job says otherwise. */
  readonly lane: Lane;
  /** Reads every version up to `payloadVersion`. */
  readonly payload: z.ZodType<Payload>;
  readonly payloadVersion: number;
  readonly retry: RetryPolicy;
  /** How often in a row it may take its worker down with it before it is called poison. */
  readonly maxStalls: number;
  /** A worker that is silent for so long is taken for dead. */
  readonly leaseMs: number;
  /** A run that takes longer is told to stop, and counted as failed when it does not. */
  readonly expireMs: number;
  /** Steers by what it returns; what it throws is a defect, counted and tried again. */
  run(payload: Payload, run: JobRun): Promise<JobOutcome>;
}

/** Any kind: the worker parses a payload with a row's own schema before it calls that row's `run`. */
export type AnyJobKind = JobKind<unknown>;

/** Limits for a kind without needs of its own. */
export const standardLimits = { maxStalls: 3, leaseMs: 60_000, expireMs: 15 * 60_000 } as const;

export const standardBackoffCapMs = 3_600_000;
