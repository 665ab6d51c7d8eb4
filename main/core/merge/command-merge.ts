import type { OutboxId } from '../../../contract/ids.ts';
import type { MergeId, MergeState } from '../../../contract/merge.ts';
import { MailroomError } from '../mailroom-error.ts';
import type { ComposeDeps } from '../outbox/compose-message.ts';
import { reopenMessage } from '../outbox/reopen-message.ts';
import type { JobStore } from '../ports/job-store.ts';
import type { MergeRecord, MergeStore } from '../ports/merge-store.ts';
import { mergeJob } from './merge-jobs.ts';

export interface CommandMergeDeps {
  readonly merges: MergeStore;
  readonly jobs: Pick<JobStore, 'enqueue'>;
  readonly compose: ComposeDeps;
  readonly transact: <T>(work: () => T) => T;
}

const atRest = ['review', 'paused', 'stopped'] as const satisfies readonly MergeState[];

/** Sends what is left as drafts. What failed before is not held against what comes now. */
export function sendMerge(deps: CommandMergeDeps, id: MergeId): MergeRecord {
  const { merges, compose } = deps;
  const nowMs = compose.clock.nowMs();
  const merge = mustGetMerge(merges, id);
  if (merge.state === 'sending') return merge;
  // Stopped while its drafts were being made: those come first.
  const state = merge.counts.unmade > 0 ? 'making' : 'sending';
  return begin(deps, merge, atRest, {
    state,
    reason: null,
    judgedFromMs: nowMs,
    nextAtMs: Math.max(merge.nextAtMs, nowMs),
  });
}

export function pauseMerge({ merges }: CommandMergeDeps, id: MergeId): MergeRecord {
  const merge = mustGetMerge(merges, id);
  if (merge.state === 'paused') return merge;
  return merges.change(id, ['making', 'sending'], { state: 'paused', reason: null }) ?? refuse(merge, 'be paused');
}

/**
 * Nothing more of it leaves: what was handed over and has certainly not left is a draft again. Which of the two is
 * decided for each message by its own row, so that none is counted as kept that goes after all.
 */
export function stopMerge(
  deps: CommandMergeDeps,
  id: MergeId,
): { readonly merge: MergeRecord; readonly takenBack: readonly OutboxId[] } {
  const { merges, compose, transact } = deps;
  return transact(() => {
    const before = mustGetMerge(merges, id);
    if (before.state === 'stopped') return { merge: before, takenBack: [] };
    if (merges.change(id, ['making', 'sending', 'paused'], { state: 'stopped', reason: null }) === null)
      refuse(before, 'be stopped');
    const handedOver = merges.handedOver(id);
    for (const outboxId of handedOver) reopenMessage(compose, outboxId);
    return { merge: mustGetMerge(merges, id), takenBack: handedOver };
  });
}

export function discardMerge(deps: CommandMergeDeps, id: MergeId): MergeRecord {
  const merge = mustGetMerge(deps.merges, id);
  if (merge.state === 'discarding' || merge.state === 'discarded') return merge;
  return begin(deps, merge, atRest, { state: 'discarding', reason: null });
}

function begin(
  { merges, jobs, compose, transact }: CommandMergeDeps,
  merge: MergeRecord,
  from: readonly MergeState[],
  change: Parameters<MergeStore['change']>[2],
): MergeRecord {
  const nowMs = compose.clock.nowMs();
  return transact(() => {
    const begun =
      merges.change(merge.id, from, change) ??
      refuse(merge, change.state === 'discarding' ? 'be discarded' : 'be sent');
    jobs.enqueue(mergeJob(merge.id, nowMs), nowMs);
    return begun;
  });
}

export function mustGetMerge(merges: Pick<MergeStore, 'get'>, id: MergeId): MergeRecord {
  const merge = merges.get(id);
  if (merge !== null) return merge;
  throw new MailroomError('message_not_found', {
    message: 'There is no mail merge with this id.',
    remediation: 'List them with "mailroom merge list".',
    field: 'id',
  });
}

const reasons: Readonly<Record<MergeState, string>> = {
  making: 'its drafts are still being made',
  review: 'its drafts wait for you',
  sending: 'it is being sent; pause or stop it first',
  paused: 'it is paused',
  stopped: 'it is stopped',
  done: 'it is done',
  discarding: 'its drafts are being discarded',
  discarded: 'its drafts were discarded',
};

function refuse(merge: MergeRecord, verb: string): never {
  throw new MailroomError('message_state_conflict', {
    message: `This merge cannot ${verb}: ${reasons[merge.state]}.`,
    remediation: 'Look at it with "mailroom merge show".',
    field: 'id',
  });
}
