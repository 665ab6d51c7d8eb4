import type { StructuredError } from '../../../contract/errors.ts';
import { attemptError } from '../faults/attempt-error.ts';
import type { JobOutcome } from '../ports/job-store.ts';
import type { CallContext } from '../ports/mail-service.ts';
import type { ServiceFault } from '../ports/reply.ts';
import { decideStepFault, type StepVerdict } from './decide-step-fault.ts';
import { deadLetter, describeStepFault, type IngestStep } from './describe-step-fault.ts';
import type { IngestDeps, IngestRun } from './ingest-deps.ts';
import type { MessagePayload } from './ingest-jobs.ts';
import type { MessageRecord } from './ingest-record.ts';
import { answered, waitTogether } from './wait-together.ts';

/** One run of one message. */
export interface CollectContext {
  readonly deps: IngestDeps;
  readonly payload: MessagePayload;
  readonly message: MessageRecord;
  readonly run: IngestRun;
  readonly call: CallContext;
}

const SIGN_IN_LOOK_MS = 30 * 60_000;

/** A verdict on a fault, where a 403 is first asked whether it is about the item or about the whole mailbox. */
export async function judgeFault(context: CollectContext, fault: ServiceFault): Promise<StepVerdict> {
  const { deps, payload, message, call } = context;
  const nowMs = deps.clock.nowMs();
  answered(deps, payload.account, fault);
  const verdict = decideStepFault(fault, {
    nowMs,
    noticedAtMs: message.noticedAtMs,
    looks: deps.scouts.looks(`offline:${payload.account}`),
    random: deps.random.uniform(),
    retryBaseMs: deps.settings.retryBaseMs,
  });
  if (verdict.kind !== 'refused' || fault.kind !== 'refused' || fault.status !== 403) return verdict;
  const mailbox = await deps.reader.listFolders(call);
  const isClosed = !mailbox.ok && mailbox.fault.kind === 'refused' && mailbox.fault.status === 403;
  return isClosed ? { kind: 'wait', because: 'signIn', untilMs: nowMs + SIGN_IN_LOOK_MS } : verdict;
}

/** Ends a run on a fault that stops the whole message. */
export async function yieldToFault(
  context: CollectContext,
  fault: ServiceFault,
  step: IngestStep,
): Promise<JobOutcome> {
  const { deps, payload, message, run } = context;
  if (run.signal.aborted) return { kind: 'waitFor', untilMs: deps.clock.nowMs(), because: 'stopping' };
  const verdict = await judgeFault(context, fault);
  switch (verdict.kind) {
    case 'wait':
      return waitTogether(deps, payload.account, verdict);
    case 'notYet':
      return { kind: 'waitFor', untilMs: verdict.untilMs, because: 'notYetThere' };
    case 'gone':
      deps.store.lose(message.id, deps.clock.nowMs());
      return { kind: 'done' };
    case 'retry':
      return tryAgain(context, describeStepFault(fault, step), step, verdict.notBeforeMs);
    case 'refused':
      return giveUp(context, describeStepFault(fault, step), step, 'permanent');
  }
}

/** A counted failure. The last one that is allowed makes the message a dead letter, which says where it stopped. */
export function tryAgain(
  context: CollectContext,
  error: StructuredError,
  step: IngestStep,
  notBeforeMs: number | null,
): JobOutcome {
  const { attempts, maxAttempts } = context.run.job;
  if (!context.run.hasProgressed() && attempts + 1 >= maxAttempts) return giveUp(context, error, step, 'exhausted');
  return { kind: 'retry', error: stepError(error, step), notBeforeMs, progressed: false };
}

export function giveUp(
  { deps, payload, message, run }: CollectContext,
  error: StructuredError,
  step: IngestStep,
  reason: 'exhausted' | 'permanent',
): JobOutcome {
  const letter = deadLetter(error, payload, step, run.job.attempts + 1);
  deps.store.giveUp(message.id, letter, deps.clock.nowMs());
  return { kind: 'dead', reason, error: stepError(letter, step) };
}

function stepError(error: StructuredError, step: IngestStep) {
  const plain = attemptError(error);
  return { ...plain, detail: `${step}: ${plain.detail}` };
}
