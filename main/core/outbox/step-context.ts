import type { ErrorCode, StructuredError } from '../../../contract/errors.ts';
import { attemptError } from '../faults/attempt-error.ts';
import { isMessageTooLarge, learnLimit } from '../budget/learn-limit.ts';
import { decideFault } from '../faults/decide-fault.ts';
import { describeFault } from '../faults/describe-fault.ts';
import type { JobOutcome } from '../ports/job-store.ts';
import type { ServiceFault } from '../ports/reply.ts';
import type { CancelSignal } from '../ports/time.ts';
import { nextWait } from './next-wait.ts';
import type { OutboxDeps } from './outbox-deps.ts';
import type { OutboxChange, OutboxRecord, Step } from './outbox-record.ts';

/** What one run of a message knows beyond the record. */
export interface RunMemory {
  /** The draft was made in this run, or its attachments were compared with ours: nothing in doubt is on it. */
  slateIsClean: boolean;
  /** The open upload session was opened in this run and has no byte yet: its offset need not be asked. */
  sessionIsNew: boolean;
  /** The draft was sealed in this run, moments ago. */
  sealedNow: boolean;
  /** A draft or a file was finished in this run, so earlier failures are forgiven. */
  progressed: boolean;
  /** The server confirmed more of a file. Worth forgiveness too, unless the session is then lost with it. */
  moved: boolean;
}

export interface StepContext {
  readonly deps: OutboxDeps;
  readonly record: OutboxRecord;
  readonly signal: CancelSignal;
  readonly run: RunMemory;
}

/** `next`: the record moved on or somebody else changed it; read it again. Otherwise the run ends with this outcome. */
export type StepResult = { readonly kind: 'next' } | JobOutcome;

export const next: StepResult = { kind: 'next' };

export interface FaultPlan {
  readonly from: Step;
  /** The step to return to when the request certainly had no effect. */
  readonly back: Step;
  /** The step for an unknown effect; the same as `back` where repeating is harmless. */
  readonly inDoubt: Step;
  /** Completes "while …" in the error's words. */
  readonly doing: string;
  readonly code?: ErrorCode;
  /** Becomes true of the message with the step. */
  readonly change?: OutboxChange;
}

/** Ends a run on a fault of the service: waits, retries or fails, with the reason on the record for everybody to see. */
export function yieldToFault(context: StepContext, fault: ServiceFault, plan: FaultPlan): StepResult {
  const { deps, record, run } = context;
  const nowMs = deps.clock.nowMs();
  const verdict = decideFault(fault, record.wait, nowMs, deps.random.uniform(), deps.settings);
  const described = describeFault(fault, plan.doing, plan.code);
  const error = isMessageTooLarge(fault) ? learnFrom(context, described) : described;
  const guard = { from: [plan.from] };
  if (context.signal.aborted) {
    // The engine is stopping, so the fault is our own doing: keep the step honest and say nothing.
    const step = verdict.kind === 'retry' && verdict.ambiguous ? plan.inDoubt : plan.back;
    deps.store.change(record.id, guard, { ...plan.change, step }, null, nowMs);
    return { kind: 'waitFor', untilMs: nowMs, because: 'stopping' };
  }
  const note = { what: error.message, requestId: requestIdOf(fault) };
  switch (verdict.kind) {
    case 'wait': {
      const wait = nextWait(record.wait, verdict.because, verdict.untilMs);
      // Our own pace is no error: the wait itself says what is waited for, and until when.
      const isOurs = fault.kind === 'paced';
      const change = { ...plan.change, step: plan.back, wait, error: isOurs ? null : error };
      deps.store.change(record.id, guard, change, isOurs ? null : note, nowMs);
      return { kind: 'waitFor', untilMs: verdict.untilMs, because: verdict.because };
    }
    case 'retry': {
      const step = verdict.ambiguous ? plan.inDoubt : plan.back;
      const wait = nextWait(record.wait, 'retry', verdict.notBeforeMs ?? nowMs);
      deps.store.change(record.id, guard, { ...plan.change, step, wait, error }, note, nowMs);
      return {
        kind: 'retry',
        error: attemptError(error),
        notBeforeMs: verdict.notBeforeMs,
        progressed: run.progressed || run.moved,
      };
    }
    case 'refused':
      // While it is being written nothing is lost by a refusal: the person sees why and may change it.
      deps.store.change(
        record.id,
        guard,
        { step: record.submittedAtMs === null ? plan.back : 'failed', wait: null, error },
        note,
        nowMs,
      );
      return { kind: 'done' };
  }
}

/** As it stands now: the run began before its last chunks. */
function learnFrom({ deps, record }: StepContext, error: StructuredError): StructuredError {
  return learnLimit(deps.limits, deps.store.get(record.id) ?? record, deps.settings.chunkBytes, error);
}

export function requestIdOf(fault: ServiceFault): string | null {
  return fault.kind === 'refused' ? fault.requestId : null;
}

export function isGone(fault: ServiceFault): boolean {
  return fault.kind === 'refused' && (fault.status === 404 || fault.status === 410);
}
