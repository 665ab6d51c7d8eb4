import type { AccountRow } from '../../../contract/accounts.ts';
import type { AccountId } from '../../../contract/ids.ts';
import type { MergeId } from '../../../contract/merge.ts';
import type { MailroomError } from '../mailroom-error.ts';
import { cancelMessage } from '../outbox/command-message.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { JobOutcome } from '../ports/job-store.ts';
import type { MergeRecord } from '../ports/merge-store.ts';
import type { CancelSignal } from '../ports/time.ts';
import { handOver, type HandOverDeps } from './hand-over.ts';
import { makeDrafts, type MakeDraftsDeps } from './make-drafts.ts';
import { paceOf } from './merge-pace.ts';

export interface AdvanceMergeDeps extends HandOverDeps, MakeDraftsDeps {
  /** Null when it is not connected any more. */
  accountOf(id: AccountId): AccountRow | null;
  readonly blobs: Pick<BlobStore, 'remove'>;
  /** Messages were made, handed over or taken back. */
  changed(): void;
}

/** Other work of the same lane has its turn after so many. */
const ROWS_AT_ONCE = 25;
/** How often a merge that only waits for the end of its last messages looks. */
const LOOK_MS = 2_000;
const STOPPED_MS = 15_000;

/** Brings a merge as far as it gets now. May be killed at any instant and run again. */
export async function advanceMerge(deps: AdvanceMergeDeps, id: MergeId, signal: CancelSignal): Promise<JobOutcome> {
  const merge = deps.merges.get(id);
  if (merge === null) return { kind: 'done' };
  const account = deps.accountOf(merge.account);
  switch (merge.state) {
    case 'making':
      return account === null ? pause(deps, merge, NO_ACCOUNT) : make(deps, merge, account, signal);
    case 'sending':
      return account === null ? pause(deps, merge, NO_ACCOUNT) : send(deps, merge, account);
    case 'discarding':
      return discard(deps, merge);
    case 'review':
    case 'paused':
    case 'stopped':
    case 'done':
    case 'discarded':
      return { kind: 'done' };
  }
}

const NO_ACCOUNT = 'Its mailbox is not connected any more.';

async function make(
  deps: AdvanceMergeDeps,
  merge: MergeRecord,
  account: AccountRow,
  signal: CancelSignal,
): Promise<JobOutcome> {
  const more = await makeDrafts(deps, merge, account, ROWS_AT_ONCE, signal);
  deps.changed();
  if (more) return again(deps);
  const state = merge.sendAtOnce ? 'sending' : 'review';
  deps.merges.change(merge.id, ['making'], { state, nextAtMs: deps.compose.clock.nowMs() });
  return state === 'sending' ? again(deps) : { kind: 'done' };
}

async function send(deps: AdvanceMergeDeps, merge: MergeRecord, account: AccountRow): Promise<JobOutcome> {
  const nowMs = deps.compose.clock.nowMs();
  if (merge.nextAtMs > nowMs) return { kind: 'waitFor', untilMs: merge.nextAtMs, because: 'merging' };
  const failures = deps.merges.failuresInARow(merge.id);
  if (failures >= merge.pauseAfterFailures) return pause(deps, merge, `${String(failures)} in a row failed.`);
  const result = handOver(deps, merge, account);
  if (result.kind === 'refused') return heedRefusal(deps, merge, result.row, result.error);
  deps.changed();
  const { waiting, unsure } = merge.counts;
  if (result.messages === 0 && !result.more && waiting + unsure === 0) return finish(deps, merge);
  const nextAtMs = nowMs + (result.messages > 0 && result.more ? paceOf(merge.perMinute).everyMs : LOOK_MS);
  deps.merges.change(merge.id, ['sending'], { nextAtMs, reason: null });
  // Where all that were handed over stand still, nobody needs to wait here for them to go on.
  const isStuck = result.messages === 0 && waiting > 0 && deps.merges.standingStill(merge.id) === waiting;
  return { kind: 'waitFor', untilMs: nextAtMs, because: isStuck ? 'poll' : 'merging' };
}

async function finish(deps: AdvanceMergeDeps, { id }: MergeRecord): Promise<JobOutcome> {
  deps.merges.change(id, ['sending'], { state: 'done', reason: null, endedAtMs: deps.compose.clock.nowMs() });
  await letGoOfFiles(deps, id);
  deps.changed();
  return { kind: 'done' };
}

async function discard(deps: AdvanceMergeDeps, { id }: MergeRecord): Promise<JobOutcome> {
  const nowMs = deps.compose.clock.nowMs();
  const drafts = deps.merges.drafts(id, ROWS_AT_ONCE);
  deps.transact(() => {
    for (const { outboxId } of drafts) cancelMessage(deps.compose.store, outboxId, nowMs);
  });
  deps.changed();
  if (drafts.length > 0) return again(deps);
  deps.merges.change(id, ['discarding'], { state: 'discarded', reason: null, endedAtMs: nowMs });
  await letGoOfFiles(deps, id);
  return { kind: 'done' };
}

async function letGoOfFiles({ merges, blobs }: AdvanceMergeDeps, id: MergeId): Promise<void> {
  await Promise.all(merges.releaseFiles(id).map((sha256) => blobs.remove(sha256)));
}

function pause(deps: AdvanceMergeDeps, { id, state }: MergeRecord, reason: string): JobOutcome {
  deps.merges.change(id, [state], { state: 'paused', reason });
  deps.changed();
  return { kind: 'done' };
}

function again({ compose }: AdvanceMergeDeps): JobOutcome {
  return { kind: 'waitFor', untilMs: compose.clock.nowMs(), because: 'merging' };
}

/** All of sending is stopped: it goes on by itself. Anything else is for whoever looks at that row. */
function heedRefusal(deps: AdvanceMergeDeps, merge: MergeRecord, row: number, error: MailroomError): JobOutcome {
  const words = error.message.replace(/ Nothing was sent\.$/, '');
  if (error.code !== 'provider_paused' && error.code !== 'provider_disabled')
    return pause(deps, merge, `Row ${String(row)}: ${words}`);
  const nextAtMs = deps.compose.clock.nowMs() + STOPPED_MS;
  deps.merges.change(merge.id, ['sending'], { nextAtMs, reason: words });
  deps.changed();
  return { kind: 'waitFor', untilMs: nextAtMs, because: 'providerPaused' };
}
