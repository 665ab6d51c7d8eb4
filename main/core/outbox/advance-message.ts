import type { OutboxId } from '../../../contract/ids.ts';
import { attemptError } from '../faults/attempt-error.ts';
import { structuredError } from '../mailroom-error.ts';
import type { JobOutcome } from '../ports/job-store.ts';
import type { CancelSignal } from '../ports/time.ts';
import { attachNext } from './attach-files.ts';
import { createDraft, recoverDraft } from './create-draft.ts';
import { lookForMessage } from './look-for-message.ts';
import type { OutboxDeps } from './outbox-deps.ts';
import { type OutboxRecord, type Step, unsentSteps } from './outbox-record.ts';
import { holdBack } from './hold-back.ts';
import { sealAgain, sealDraft } from './seal-draft.ts';
import { recallMessage } from './recall-message.ts';
import { markUnknown, sendDirectly, sendDraft } from './send-message.ts';
import { next, type RunMemory, type StepContext, type StepResult } from './step-context.ts';
import { waitWhileStopped } from './wait-while-stopped.ts';

export type StepRunner = (context: StepContext) => StepResult | Promise<StepResult>;
export type StepRunners = Readonly<Record<Step, StepRunner>>;

const done: StepResult = { kind: 'done' };

/** What each step does next. The protocol is this table; docs/specs/send-protocol.md explains it row by row. */
export const stepRunners: StepRunners = {
  staged: (context) => (context.record.path === 'direct' ? goDirectly(context) : createDraft(context)),
  drafting: recoverDraft,
  drafted: attachNext,
  sealing: sealDraft,
  sealed: (context) => holdBack(context) ?? (context.run.sealedNow ? sendDraft(context) : sealAgain(context)),
  // Nobody else works on this message, so whoever was sending it is dead.
  sending: (context) => {
    markUnknown(context, null);
    return next;
  },
  accepted: (context) => recallMessage(context) ?? lookForMessage(context),
  unknown: (context) => recallMessage(context) ?? lookForMessage(context),
  sent: () => done,
  // Its job is a dead letter, however often it was woken meanwhile, until the person has decided.
  needsHuman: ({ record: { error } }) =>
    error === null ? done : { kind: 'dead', reason: 'permanent', error: attemptError(error) },
  failed: () => done,
  cancelled: () => done,
};

/** There is no draft of it in the mailbox to be kept up to date, so until it is sent off nothing is to be done. */
function goDirectly(context: StepContext): StepResult | Promise<StepResult> {
  if (context.record.submittedAtMs === null) return done;
  return holdBack(context) ?? sendDirectly(context);
}

/**
 * Brings one message as far as it gets now. Everything it decides is on disk before the request that needs it, so it
 * may be killed at any instant and run again. Returns data for the queue, never an exception for what the service did.
 * `onProgress` is told as soon as a draft or a file is finished: a death right after it must not keep old failures.
 */
export async function advanceMessage(
  deps: OutboxDeps,
  id: OutboxId,
  signal: CancelSignal,
  runners: StepRunners = stepRunners,
  onProgress: () => void = () => undefined,
): Promise<JobOutcome> {
  const run: RunMemory = {
    slateIsClean: false,
    sessionIsNew: false,
    sealedNow: false,
    progressed: false,
    moved: false,
  };
  for (let steps = 0; ; steps += 1) {
    const record = deps.store.get(id);
    if (record === null || mustRest(record)) return { kind: 'done' };
    if (steps > straightSteps(record) * DETOURS) return goesInCircles(deps, record);
    if (signal.aborted) return { kind: 'waitFor', untilMs: deps.clock.nowMs(), because: 'stopping' };
    const context = { deps, record, signal, run };
    const result = waitWhileStopped(context) ?? (await runners[record.step](context));
    if (run.progressed) onProgress();
    if (result.kind !== 'next') return result;
  }
}

/** How often a run may do everything over before it is called a circle. */
const DETOURS = 3;

/** Steps of a run to which nothing happens: two for each file, and those from draft to Sent Items. */
function straightSteps(record: OutboxRecord): number {
  return 2 * record.attachments.length + 6;
}

/** The mailbox takes files and then does not have them, or the like. More of the same would never end. */
function goesInCircles(deps: OutboxDeps, record: OutboxRecord): JobOutcome {
  const error = structuredError('provider_upload_finalize_failed', {
    message: 'The mailbox does not keep what it confirms, so the message could not be completed. Nothing was sent.',
    remediation: 'Resume it to try again, or cancel it.',
    retriable: true,
  });
  deps.store.change(record.id, { from: [record.step] }, { error }, { what: error.message }, deps.clock.nowMs());
  return { kind: 'dead', reason: 'exhausted', error: attemptError(error) };
}

/** A person paused it, and nothing has left. */
function mustRest(record: OutboxRecord): boolean {
  return record.pausedAtMs !== null && isUnsent(record.step);
}

export function isUnsent(step: Step): boolean {
  return (unsentSteps as readonly Step[]).includes(step);
}
