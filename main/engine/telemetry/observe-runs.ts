import { MESSAGE_KIND, userOf } from '../../core/ingest/ingest-jobs.ts';
import type { RetryDecision } from '../../core/jobs/decide-retry.ts';
import type { WorkerEvent } from '../../core/jobs/worker-events.ts';
import type { Job } from '../../core/ports/job-store.ts';
import { type PaceWait, paceWaits, type RunOutcome } from '../../core/ports/metrics.ts';
import type { Clock } from '../../core/ports/time.ts';
import type { Observers } from './observers.ts';

type Finished = Extract<WorkerEvent, { kind: 'finished' }>;

/** Tells metrics and log what the worker does. */
export function observeRuns({ metrics, log }: Observers, clock: Clock): (event: WorkerEvent) => void {
  function finished({ job, decision, ack, tookMs }: Finished): void {
    const fields = { ...namesOf(job), ms: tookMs };
    // Somebody else has the job now, and tells what becomes of it.
    if (ack === 'leaseLost') return log.warn('job.leaseLost', fields);
    const outcome = outcomeOf(decision);
    metrics.jobRan(job.kind, outcome);
    if (decision.kind === 'release') waited(job, decision);
    countError(job, decision);
    if (job.kind === MESSAGE_KIND && outcome !== 'waited') metrics.collectEnded(collectResults[outcome]);
    switch (decision.kind) {
      case 'complete':
        return log.info('job.done', fields);
      case 'release': {
        const { error, because } = decision;
        if (!decision.counted) return log.debug('job.waited', { ...fields, because });
        return log.warn('job.retried', { ...fields, ...errorFields(error), attempt: job.attempts + 1 });
      }
      case 'bury':
        return log.error('job.died', { ...fields, ...errorFields(decision.error), because: decision.reason });
    }
  }

  function waited({ kind }: Job, { counted, because, runAtMs }: RetryDecision & { kind: 'release' }): void {
    const pace = paceWaits.find((wait): wait is PaceWait => wait === because);
    if (counted || pace === undefined) return;
    metrics.paceWaited(pace, runAtMs - clock.nowMs());
    // A message to be sent says so itself, because there it is known whether the service was asked.
    if (pace === 'throttled' && isOfIngest(kind)) metrics.structuredError('mail.ingest', 'throttled_429');
  }

  function countError({ kind }: Job, decision: RetryDecision): void {
    if (decision.kind === 'complete' || decision.error === null) return;
    if (isOfIngest(kind)) metrics.structuredError('mail.ingest', decision.error.code);
    if (kind.startsWith('outbox.')) metrics.structuredError('outlook.send', decision.error.code);
  }

  return (event) => {
    switch (event.kind) {
      case 'claimed':
        return log.debug('job.claimed', { ...namesOf(event.job), ms: event.waitedMs });
      case 'finished':
        return finished(event);
      case 'crashed':
        return log.error('job.crashed', { ...namesOf(event.job), error: event.error });
      case 'leaseLost':
        return log.warn('job.leaseLost', namesOf(event.job));
      case 'reaped':
        return log.warn('jobs.reaped', {
          count: event.returned + event.buried,
          state: event.buried > 0 ? 'dead' : 'ready',
        });
    }
  };
}

const collectResults = { done: 'success', retry: 'retry', dead: 'dead_letter' } as const;

function outcomeOf(decision: RetryDecision): RunOutcome {
  switch (decision.kind) {
    case 'complete':
      return 'done';
    case 'release':
      return decision.counted ? 'retry' : 'waited';
    case 'bury':
      return 'dead';
  }
}

function isOfIngest(kind: string): boolean {
  return kind.startsWith('ingest.');
}

function namesOf({ id, kind, mailbox, correlationId }: Job) {
  return { jobId: id, kind, userId: userOf(mailbox), correlationId };
}

function errorFields(error: { code: string; httpStatus: number | null; requestId: string | null } | null) {
  return error === null ? {} : { code: error.code, httpStatus: error.httpStatus, requestId: error.requestId };
}
