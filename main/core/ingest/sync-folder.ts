import { attemptError } from '../faults/attempt-error.ts';
import { describeFault } from '../faults/describe-fault.ts';
import type { PageCommit } from '../ports/ingest-store.ts';
import type { JobOutcome } from '../ports/job-store.ts';
import type { ServiceFault } from '../ports/reply.ts';
import { applyScope } from './scope.ts';
import { decideSyncFault } from './decide-sync-fault.ts';
import type { FolderRecord } from './ingest-record.ts';
import { callFor, type IngestDeps, type IngestRun } from './ingest-deps.ts';
import { ingestPriorities, messageJob, type SyncPayload } from './ingest-jobs.ts';
import { answered, reached, waitTogether } from './wait-together.ts';

/** Nothing is missed in between: a look finds everything since the one before. */
export const POLL_MS = 5 * 60_000;
/** A folder that refuses to be read is looked at as often as one with nothing new. */
const REFUSED_MS = POLL_MS;
/** A service that loses the place again and again gets time to find itself. */
const MAX_RESTARTS = 3;

function linkPurpose({ account, folder }: SyncPayload): string {
  return `delta:${account}:${folder}`;
}

/**
 * One round: page after page from where the last one ended until nothing is new, then a wait. Each page commits what it
 * brought together with its link, so this may be killed at any instant and run again.
 */
export async function syncFolder(deps: IngestDeps, payload: SyncPayload, run: IngestRun): Promise<JobOutcome> {
  const { store, clock } = deps;
  const { account, folder } = payload;
  for (let restarts = 0; restarts <= MAX_RESTARTS;) {
    const followed = store.folder(account, folder);
    if (followed === null) return { kind: 'done' };
    if (run.signal.aborted) return { kind: 'waitFor', untilMs: clock.nowMs(), because: 'stopping' };
    const looked = await look(deps, payload, followed, run);
    switch (looked.kind) {
      case 'stop':
        return looked.outcome;
      case 'restart':
        store.restartSweep(account, folder, followed.generation, clock.nowMs());
        restarts += 1;
        break;
      case 'page':
        // Null: somebody followed it anew meanwhile, and the page belongs to a sweep that is over.
        if (store.commitPage(account, folder, looked.page, clock.nowMs()) === null) break;
        run.progressed();
        if (looked.page.isEnd) return { kind: 'waitFor', untilMs: clock.nowMs() + POLL_MS, because: 'poll' };
    }
  }
  return { kind: 'waitFor', untilMs: clock.nowMs() + POLL_MS, because: 'resync' };
}

type Looked =
  | { readonly kind: 'page'; readonly page: PageCommit }
  | { readonly kind: 'restart' }
  | { readonly kind: 'stop'; readonly outcome: JobOutcome };

async function look(deps: IngestDeps, payload: SyncPayload, followed: FolderRecord, run: IngestRun): Promise<Looked> {
  const { reader, box } = deps;
  const { account, folder } = payload;
  const purpose = linkPurpose(payload);
  const { sealedLink } = followed;
  // A link sealed with a key that is gone opens nothing: then the folder is read from its beginning.
  const link = sealedLink === null ? null : await box.open(sealedLink, purpose).catch(() => undefined);
  if (link === undefined) return { kind: 'restart' };
  const reply = await reader.readChanges(callFor(deps, account, run), folder, link);
  if (!reply.ok) return judge(deps, payload, run, reply.fault, link !== null);
  reached(deps, account);
  const { changes, link: nextLink } = reply.value;
  if (nextLink.kind === 'more' && nextLink.url === link && changes.length === 0) return goesInCircles;
  const page: PageCommit = {
    generation: followed.generation,
    changes: changes.map((change) => applyScope(change, followed.sinceMs)),
    sealedLink: await box.seal(nextLink.url, purpose),
    isEnd: nextLink.kind === 'end',
    jobFor: (messageId) => jobFor(deps, followed, messageId),
  };
  return { kind: 'page', page };
}

/** What has just come goes before what a sweep finds. */
function jobFor({ clock, random }: IngestDeps, { account, phase }: FolderRecord, messageId: string) {
  const priority = phase === 'steady' ? ingestPriorities.fresh : ingestPriorities.sweep;
  return messageJob({ account, messageId, subscriptionId: null }, priority, random.uuid(), clock.nowMs());
}

function judge(
  deps: IngestDeps,
  { account }: SyncPayload,
  run: IngestRun,
  fault: ServiceFault,
  hadLink: boolean,
): Looked {
  const nowMs = deps.clock.nowMs();
  if (run.signal.aborted) return stop({ kind: 'waitFor', untilMs: nowMs, because: 'stopping' });
  answered(deps, account, fault);
  const { scouts, random, settings } = deps;
  const moment = { nowMs, looks: scouts.looks(`offline:${account}`), random: random.uniform(), ...settings };
  const verdict = decideSyncFault(fault, hadLink, moment);
  switch (verdict.kind) {
    case 'restart':
      return verdict;
    case 'wait':
      return stop(waitTogether(deps, account, verdict));
    case 'refused':
      return stop({ kind: 'waitFor', untilMs: nowMs + REFUSED_MS, because: 'refused' });
    case 'retry': {
      const error = attemptError(describeFault(fault, 'looking into a folder'));
      return stop({ kind: 'retry', error, notBeforeMs: verdict.notBeforeMs, progressed: false });
    }
  }
}

const goesInCircles = stop({
  kind: 'retry',
  error: {
    code: 'provider_unavailable',
    detail: 'The mailbox named the same page as the next one.',
    httpStatus: null,
    requestId: null,
  },
  notBeforeMs: null,
  progressed: false,
});

function stop(outcome: JobOutcome): Looked {
  return { kind: 'stop', outcome };
}
