import type { JobId } from '../../../contract/ids.ts';
import type { LeftOutJob } from '../../../contract/jobs.ts';
import type { JobFacts } from '../ports/job-index.ts';
import type { Act, ActDeps } from './act-on-job.ts';
import { describeJob } from './describe-job.ts';
import { discardOne, whyKept } from './discard-job.ts';

export interface Portion {
  readonly discarded: number;
  readonly leftOut: readonly LeftOutJob[];
}

/** What `discardPortion` would do. */
export function weighPortion(deps: Pick<ActDeps, 'index' | 'outbox'>, ids: readonly JobId[]): Portion {
  return goThrough(deps, ids, () => undefined);
}

/**
 * Discards these jobs in one transaction, with one entry in the audit log that names them all. `part` says which of how
 * many portions of the order of a person who may do it.
 */
export function discardPortion(
  deps: ActDeps,
  ids: readonly JobId[],
  act: Act,
  part: readonly [number, number],
): Portion {
  return deps.transact(() => {
    const done: JobId[] = [];
    const portion = goThrough(deps, ids, (facts) => {
      discardOne(deps, facts, act);
      done.push(facts.id);
    });
    if (done.length > 0) {
      const { actor, via, reason, nowMs } = act;
      const subject = `${String(done.length)} ${done.length === 1 ? 'job' : 'jobs'}`;
      const details = { ids: done, part: part[0], parts: part[1] };
      deps.audit.append({ actor, via, action: 'job.discard', subject, reason, details }, nowMs);
    }
    return portion;
  });
}

function goThrough(
  deps: Pick<ActDeps, 'index' | 'outbox'>,
  ids: readonly JobId[],
  discard: (facts: JobFacts) => void,
): Portion {
  const leftOut: LeftOutJob[] = [];
  for (const id of ids) {
    const facts = deps.index.find(id);
    if (facts === null) {
      leftOut.push({ id, title: `Job ${id}`, why: 'There is no such job.' });
      continue;
    }
    const why = whyKept(deps, facts);
    if (why === null) discard(facts);
    else leftOut.push({ id, title: describeJob(facts).title, why });
  }
  return { discarded: ids.length - leftOut.length, leftOut };
}
