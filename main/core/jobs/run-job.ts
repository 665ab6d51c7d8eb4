import { MailroomError } from '../mailroom-error.ts';
import type { AckResult, AttemptError, JobOutcome, JobStore, Lease } from '../ports/job-store.ts';
import type { Clock, Random } from '../ports/time.ts';
import type { CancelSource } from './cancel-source.ts';
import { decideRetry, type RetryDecision } from './decide-retry.ts';
import type { AnyJobKind, JobRun } from './job-kinds.ts';
import { runWithinLimit } from './run-within-limit.ts';
import type { WorkerEvent } from './worker-events.ts';

export interface RunJobDeps {
  readonly store: JobStore;
  readonly clock: Clock;
  readonly random: Random;
  /** How long a run may take to reach a safe point once it was told to stop. */
  readonly graceMs: number;
  readonly observe: (event: WorkerEvent) => void;
}

/** A newer version of the program wrote the job: it stays for that version, and is looked at again after this. */
const newerVersionWaitMs = 10 * 60_000;

/** Runs one claimed job to its acknowledgement. The worker cancels `stop` when it ends or when the lease is lost. */
export async function runJob(lease: Lease, kind: AnyJobKind, stop: CancelSource, deps: RunJobDeps): Promise<void> {
  const startedAtMs = deps.clock.nowMs();
  const outcome = await outcomeOf(lease, kind, stop, deps);
  const nowMs = deps.clock.nowMs();
  const decision = decideRetry(outcome, lease.job, kind.retry, nowMs, deps.random.uniform());
  const ack = acknowledge(deps.store, lease, decision, nowMs);
  deps.observe({ kind: 'finished', job: lease.job, decision, ack, tookMs: nowMs - startedAtMs });
}

async function outcomeOf(lease: Lease, kind: AnyJobKind, stop: CancelSource, deps: RunJobDeps): Promise<JobOutcome> {
  const { job } = lease;
  if (job.payloadVersion > kind.payloadVersion) {
    return { kind: 'waitFor', untilMs: deps.clock.nowMs() + newerVersionWaitMs, because: 'newerVersion' };
  }
  const payload = kind.payload.safeParse(job.payload);
  if (!payload.success) {
    const error = plainError('validation_error', `The stored payload of this ${job.kind} job cannot be read.`);
    return { kind: 'dead', reason: 'payload-unreadable', error };
  }

  let progressed = false;
  const run: JobRun = {
    job,
    signal: stop.signal,
    progressed() {
      // The row needs the write only when there is something to forgive.
      if (!progressed && (job.attempts > 0 || job.stalls > 0)) deps.store.forgive(lease);
      progressed = true;
    },
  };
  const limits = { expireMs: kind.expireMs, graceMs: deps.graceMs };
  const limited = await runWithinLimit(runSafely(kind, payload.data, run, deps.observe), stop, limits, deps.clock);
  switch (limited.kind) {
    case 'ended':
      return limited.value.kind === 'retry' && progressed ? { ...limited.value, progressed } : limited.value;
    case 'stopped':
      // What failed because it was told to stop has not failed.
      return limited.value.kind === 'retry'
        ? { kind: 'waitFor', untilMs: deps.clock.nowMs(), because: 'stopped' }
        : limited.value;
    case 'abandoned':
      return failed(
        plainError('internal_error', `It took longer than ${kind.expireMs} ms and did not stop.`),
        progressed,
      );
  }
}

/** A run steers by what it returns. What it throws is a defect, and the job survives it. */
async function runSafely(
  kind: AnyJobKind,
  payload: unknown,
  run: JobRun,
  observe: (event: WorkerEvent) => void,
): Promise<JobOutcome> {
  try {
    return await kind.run(payload, run);
  } catch (error) {
    if (!run.signal.aborted) observe({ kind: 'crashed', job: run.job, error });
    // Only our own errors are written for others to read; a foreign message could hold anything.
    const described =
      error instanceof MailroomError
        ? plainError(error.code, error.message)
        : plainError('internal_error', error instanceof Error ? error.name : typeof error);
    return failed(described, false);
  }
}

function acknowledge(store: JobStore, lease: Lease, decision: RetryDecision, nowMs: number): AckResult {
  switch (decision.kind) {
    case 'complete':
      return store.complete(lease, nowMs);
    case 'release':
      return store.release(lease, decision, nowMs);
    case 'bury':
      return store.bury(lease, decision, nowMs);
  }
}

function failed(error: AttemptError, progressed: boolean): JobOutcome {
  return { kind: 'retry', error, notBeforeMs: null, progressed };
}

function plainError(code: AttemptError['code'], detail: string): AttemptError {
  return { code, detail, httpStatus: null, requestId: null };
}
