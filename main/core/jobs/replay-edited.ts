import type { JobId } from '../../../contract/ids.ts';
import { ingestPriorities, MESSAGE_KIND, messageJob, messagePayload } from '../ingest/ingest-jobs.ts';
import { MailroomError } from '../mailroom-error.ts';
import type { JsonValue } from '../ports/job-store.ts';
import { type Act, type ActDeps, record } from './act-on-job.ts';
import { isAllowed, isEditable } from './job-actions.ts';
import { editableOf } from './redact-payload.ts';
import { noSuchJob, notPermitted, refuseAction } from './refuse-action.ts';

type Members = Readonly<Record<string, JsonValue>>;

/** Row J14: a dead job again, with some members of its payload changed. Twice is once. */
export function replayEdited(deps: ActDeps, id: JobId, members: Members, act: Act, correlationId: string): JobId {
  if (!isAllowed(deps.role, 'replay')) throw notPermitted('replay');
  return deps.transact(() => {
    const facts = deps.index.find(id);
    if (facts === null) throw noSuchJob();
    if (!isEditable(facts.kind))
      throw refuseAction(facts, 'be edited', 'its kind of work runs only as it was ordered.');
    if (facts.state !== 'dead') throw refuseAction(facts, 'be edited');
    if (facts.replayedBy !== null) return facts.replayedBy;
    const before = messagePayload.parse(facts.payload);
    const after = messagePayload.safeParse({ ...before, ...members });
    const unknown = Object.keys(members).find((name) => !editableOf(facts.kind).includes(name));
    if (facts.kind !== MESSAGE_KIND || unknown !== undefined || !after.success) throw badMember(unknown ?? 'members');
    const job = messageJob(after.data, ingestPriorities.fresh, facts.correlationId ?? correlationId, act.nowMs);
    deps.ingest.notice(after.data.account, after.data.messageId, job, act.nowMs);
    const successor = deps.jobs.replay(id, act.nowMs, job);
    if (successor === null) throw refuseAction(facts, 'be edited');
    const changed = Object.fromEntries(
      Object.entries(members).map(([name, to]) => [name, { from: valueOf(before, name), to }]),
    );
    record(deps, facts, act, 'replayEdited', { successor: successor.id, changed });
    return successor.id;
  });
}

function valueOf(payload: object, name: string): JsonValue {
  const value: unknown = Object.entries(payload).find(([member]) => member === name)?.[1];
  return typeof value === 'string' ? value : null;
}

function badMember(field: string): MailroomError {
  return new MailroomError('validation_error', {
    message: `The changed order is not valid at "${field}". Nothing was changed.`,
    remediation: 'Change only what the job lets you change, and keep the form of its values.',
    field,
  });
}
