import { errorCode, type StructuredError } from '../../contract/errors.ts';
import type { JobId } from '../../contract/ids.ts';
import type { JobAttempt, JobDetail } from '../../contract/jobs.ts';
import { downloadCheckpoints, sendCheckpoints } from '../core/jobs/checkpoints.ts';
import { describeJob } from '../core/jobs/describe-job.ts';
import { actionsOf, sends } from '../core/jobs/job-actions.ts';
import { verdictOf } from '../core/jobs/job-verdict.ts';
import { proveUnsent } from '../core/jobs/prove-unsent.ts';
import { editableOf, redactPayload } from '../core/jobs/redact-payload.ts';
import { noSuchJob } from '../core/jobs/refuse-action.ts';
import { structuredError } from '../core/mailroom-error.ts';
import type { AuditLog } from '../core/ports/audit-log.ts';
import type { JobFacts } from '../core/ports/job-index.ts';
import type { Attempt } from '../core/ports/job-store.ts';
import type { Services } from './services.ts';

/** Of what was done to a job, more than this is for the audit log itself. */
const HISTORY = 100;

/** One job with everything a person needs to decide about it. */
export function readJobDetail(services: Services, id: JobId): JobDetail {
  const { jobs, outbox, ingest, audit, loaded } = services;
  const facts = mustFind(services, id);
  const record = facts.outboxId === null ? null : outbox.get(facts.outboxId);
  const message = facts.messageId === null ? null : ingest.store.message(facts.account, facts.messageId);
  const files = message === null ? [] : ingest.store.files(message.id);
  const proof = sends(facts.kind) ? proveUnsent(record) : null;
  const checkpoints = message === null ? [] : downloadCheckpoints(message, files);
  return {
    row: describeJob(facts),
    verdict: verdictOf(facts, proof),
    attempts: jobs.attempts(id).map(describeAttempt),
    checkpoints: record === null || !sends(facts.kind) ? checkpoints : sendCheckpoints(record),
    payload: redactPayload(facts.kind, facts.payload),
    editable: [...editableOf(facts.kind)],
    error: message?.error ?? record?.error ?? errorOf(facts),
    files: files.map(({ id: file, name, state, sizeBytes }) => ({ id: file, name, state, sizeBytes })),
    replayOf: facts.replayOf,
    replayedBy: facts.replayedBy,
    history: historyOf(audit, facts),
    actions: actionsOf(facts, proof, loaded.settings.jobsRole),
  };
}

/** Of one that was discarded among many, the entry in the audit log is theirs together; it stands on the job too. */
function historyOf({ ofSubject }: Pick<AuditLog, 'ofSubject'>, facts: JobFacts): JobDetail['history'] {
  const { id, discardedAtMs, discardedBy, discardReason } = facts;
  const own = ofSubject(`job:${id}`, HISTORY).map(({ at, action, actor, reason }) => {
    return { at, what: action, actor, reason };
  });
  if (discardedAtMs === null || discardedBy === null) return own;
  const discarded = { at: iso(discardedAtMs), what: 'job.discard', actor: discardedBy, reason: discardReason };
  if (own.some(({ at, what }) => what === discarded.what && at === discarded.at)) return own;
  return [...own, discarded].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

export function mustFind({ jobIndex }: Pick<Services, 'jobIndex'>, id: JobId): JobFacts {
  const facts = jobIndex.find(id);
  if (facts !== null) return facts;
  throw noSuchJob();
}

function describeAttempt({ n, startedAtMs, endedAtMs, outcome, error }: Attempt): JobAttempt {
  return { n, startedAt: iso(startedAtMs), endedAt: endedAtMs === null ? null : iso(endedAtMs), outcome, error };
}

function errorOf({ state, lastErrorCode, lastErrorDetail }: JobFacts): StructuredError | null {
  if (lastErrorCode === null || state === 'done') return null;
  const code = errorCode.safeParse(lastErrorCode);
  return structuredError(code.success ? code.data : 'internal_error', {
    message: lastErrorDetail ?? 'It failed.',
    remediation: state === 'dead' ? 'Remove the cause, then retry it.' : 'Mailroom tries again by itself.',
    retriable: state !== 'dead',
  });
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
