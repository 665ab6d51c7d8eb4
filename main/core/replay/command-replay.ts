import type { JobsRole, ReplayId, ReplayPace, ReplayScope } from '../../../contract/jobs.ts';
import { notPermitted } from '../jobs/refuse-action.ts';
import { isAllowed } from '../jobs/job-actions.ts';
import type { Act } from '../jobs/act-on-job.ts';
import type { SendProof } from '../jobs/prove-unsent.ts';
import { MailroomError } from '../mailroom-error.ts';
import type { JobId } from '../../../contract/ids.ts';
import type { AuditLog } from '../ports/audit-log.ts';
import type { JobStore, JsonValue } from '../ports/job-store.ts';
import type { ReplayStore } from '../ports/replay-store.ts';
import { describeScope } from './describe-scope.ts';
import { replayJob } from './replay-jobs.ts';
import type { ReplayRecord } from './replay-record.ts';
import { weighScope } from './weigh-scope.ts';

/** What replays need from outside. */
export interface ReplayDeps {
  readonly replays: ReplayStore;
  readonly jobs: Pick<JobStore, 'enqueue'>;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly role: JobsRole;
  readonly proofOf: (id: JobId) => SendProof;
  readonly transact: <T>(work: () => T) => T;
}

export interface ReplayOrder {
  readonly id: ReplayId;
  readonly key: string;
  readonly scope: ReplayScope;
  readonly pace: ReplayPace;
}

/** Writes down what is to be moved, all of it, before anything moves. The same key again is the same replay. */
export function startReplay(deps: ReplayDeps, order: ReplayOrder, act: Act): ReplayRecord {
  mustBeAllowed(deps);
  return deps.transact(() => {
    const { replays } = deps;
    const known = replays.findByKey(order.key);
    if (known !== null) return known;
    const weighed = weighScope(deps, order.scope);
    const items = weighed.items.slice(0, order.pace.cap ?? undefined);
    if (items.length === 0) throw nothingToReplay(weighed.excluded.length);
    mustBeAlone(deps, [...new Set(items.map(({ kind }) => kind))], null);
    const { id, key, scope, pace } = order;
    const scopeWords = describeScope(scope, items.length);
    replays.insert({ id, key, scope, scopeWords, pace, actor: act.actor, reason: act.reason ?? '' }, items, act.nowMs);
    deps.jobs.enqueue(replayJob(id, act.nowMs), act.nowMs);
    const { perMinute, cap, stopRule } = pace;
    tell(deps, id, act, 'start', { jobs: items.length, excluded: weighed.excluded.length, perMinute, cap, stopRule });
    return mustGet(replays, id);
  });
}

/** Keeps what was moved. */
export function stopReplay(deps: ReplayDeps, id: ReplayId, act: Act): ReplayRecord {
  mustBeAllowed(deps);
  return deps.transact(() => {
    const replay = mustGet(deps.replays, id);
    if (replay.state !== 'running') return replay;
    deps.replays.setState(id, 'stopped', act.nowMs);
    tell(deps, id, act, 'stop', { moved: replay.moved });
    return mustGet(deps.replays, id);
  });
}

/** Goes on with what was not moved; the stop rule judges what comes from now on. */
export function resumeReplay(deps: ReplayDeps, id: ReplayId, act: Act): ReplayRecord {
  mustBeAllowed(deps);
  return deps.transact(() => {
    const replay = mustGet(deps.replays, id);
    if (replay.state === 'running' || replay.state === 'finished') return replay;
    mustBeAlone(deps, deps.replays.kindsOf(id), id);
    deps.replays.forgetFailures(id);
    deps.replays.setState(id, 'running', act.nowMs);
    deps.jobs.enqueue(replayJob(id, act.nowMs), act.nowMs);
    tell(deps, id, act, 'resume', { moved: replay.moved });
    return mustGet(deps.replays, id);
  });
}

export function mustGet(replays: Pick<ReplayStore, 'get'>, id: ReplayId): ReplayRecord {
  const replay = replays.get(id);
  if (replay !== null) return replay;
  throw new MailroomError('job_not_found', {
    message: 'There is no replay with this id.',
    remediation: 'List them with "mailroom jobs replays list".',
    field: 'id',
  });
}

export function tell(
  { audit }: Pick<ReplayDeps, 'audit'>,
  id: ReplayId,
  { actor, via, reason, nowMs }: Act,
  action: string,
  details: Readonly<Record<string, JsonValue>>,
): void {
  audit.append({ actor, via, action: `replay.${action}`, subject: `replay:${id}`, reason, details }, nowMs);
}

function mustBeAllowed({ role }: ReplayDeps): void {
  if (!isAllowed(role, 'replay')) throw notPermitted('replay');
}

/** Two at once over one kind of work would each keep a pace, and nobody the sum. */
function mustBeAlone({ replays }: ReplayDeps, kinds: readonly string[], except: ReplayId | null): void {
  const running = replays.findRunning(kinds, except);
  if (running === null) return;
  throw new MailroomError('message_state_conflict', {
    message: `A replay of the same kind of work is running: ${running.scopeWords}. Nothing was changed.`,
    remediation: 'Wait until it is finished, or stop it first.',
    details: { replay: running.id },
  });
}

function nothingToReplay(excluded: number): MailroomError {
  return new MailroomError('message_state_conflict', {
    message:
      excluded === 0
        ? 'No dead job that nobody has dealt with is in this scope. Nothing was changed.'
        : 'No job in this scope may be replayed. Nothing was changed.',
    remediation: 'A dry run names what is left out, and why.',
    details: { excluded },
  });
}
