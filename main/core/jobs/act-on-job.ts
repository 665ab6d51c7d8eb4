import type { JobId } from '../../../contract/ids.ts';
import type { JobAction, JobsRole } from '../../../contract/jobs.ts';
import type { AuditEntry } from '../../../contract/audit.ts';
import type { AuditLog } from '../ports/audit-log.ts';
import type { IngestStore } from '../ports/ingest-store.ts';
import type { JobFacts, JobIndex } from '../ports/job-index.ts';
import type { JobStore, JsonValue } from '../ports/job-store.ts';
import type { OutboxStore } from '../ports/outbox-store.ts';
import { isAllowed, whyNotParked } from './job-actions.ts';
import { discardOne, whyKept } from './discard-job.ts';
import { succeed } from './give-successor.ts';
import { noSuchJob, notPermitted, refuseAction } from './refuse-action.ts';

/** What acting on jobs needs from outside. */
export interface ActDeps {
  readonly jobs: JobStore;
  readonly index: Pick<JobIndex, 'find'>;
  readonly outbox: OutboxStore;
  readonly ingest: Pick<IngestStore, 'message' | 'dismiss' | 'giveUp' | 'notice'>;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly role: JobsRole;
  /** Everything that is done in it is on disk together, with its entry in the audit log, or none of it. */
  readonly transact: <T>(work: () => T) => T;
}

/** Who acts, from where and why. */
export interface Act {
  readonly actor: string;
  readonly via: AuditEntry['via'];
  readonly reason: string | null;
  readonly nowMs: number;
}

type ActionOn = (deps: ActDeps, facts: JobFacts, act: Act) => JobId;

/** Does it once: asked again, it finds what it did. Returns the job to look at, which for a retry is the successor. */
export function actOnJob(deps: ActDeps, action: Exclude<JobAction, 'replay'>, id: JobId, act: Act): JobId {
  if (!isAllowed(deps.role, action)) throw notPermitted(action);
  return deps.transact(() => {
    const facts = deps.index.find(id);
    if (facts === null) throw noSuchJob();
    return actions[action](deps, facts, act);
  });
}

/** A waiting one is tried at once, a dead one gets its successor. */
const retry: ActionOn = (deps, facts, act) => {
  switch (facts.state) {
    case 'ready':
    case 'running':
      return facts.id;
    case 'waiting':
      if (facts.dedupeKey === null || !deps.jobs.wake(facts.dedupeKey, act.nowMs))
        throw refuseAction(facts, 'be hurried');
      record(deps, facts, act, 'retry', {});
      return facts.id;
    case 'dead': {
      if (facts.replayedBy !== null) return facts.replayedBy;
      const successor = succeed(deps, facts, act.nowMs);
      if (successor.kind === 'refused') throw refuseAction(facts, 'be tried again', successor.why);
      record(deps, facts, act, 'retry', { successor: successor.id });
      return successor.id;
    }
    case 'done':
    case 'parked':
    case 'cancelled':
      throw refuseAction(facts, 'be tried again');
  }
};

const park: ActionOn = (deps, facts, act) => {
  if (facts.state === 'parked') return facts.id;
  const why = whyNotParked(facts.kind);
  if (why !== null) throw refuseAction(facts, 'be parked', why);
  if (!deps.jobs.park(facts.id, act.nowMs)) throw refuseAction(facts, 'be parked');
  record(deps, facts, act, 'park', {});
  return facts.id;
};

const unpark: ActionOn = (deps, facts, act) => {
  if (facts.state === 'waiting' || facts.state === 'ready' || facts.state === 'running') return facts.id;
  if (!deps.jobs.unpark(facts.id, act.nowMs)) throw refuseAction(facts, 'be brought back');
  record(deps, facts, act, 'unpark', {});
  return facts.id;
};

const discard: ActionOn = (deps, facts, act) => {
  if (facts.discardedAtMs !== null) return facts.id;
  const why = whyKept(deps, facts);
  if (why !== null) throw refuseAction(facts, 'be discarded', why);
  discardOne(deps, facts, act);
  record(deps, facts, act, 'discard', {});
  return facts.id;
};

const actions: Readonly<Record<Exclude<JobAction, 'replay'>, ActionOn>> = { retry, park, unpark, discard };

/** What was done, and to what kind of work: neither addresses nor words of a mail. */
export function record(
  { audit }: Pick<ActDeps, 'audit'>,
  { id, kind, cause }: Pick<JobFacts, 'id' | 'kind' | 'cause'>,
  { actor, via, reason, nowMs }: Act,
  action: string,
  details: Readonly<Record<string, JsonValue>>,
): void {
  const entry = { actor, via, action: `job.${action}`, subject: `job:${id}`, reason };
  audit.append({ ...entry, details: { kind, cause, ...details } }, nowMs);
}
