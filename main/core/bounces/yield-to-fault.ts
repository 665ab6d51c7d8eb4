import { attemptError } from '../faults/attempt-error.ts';
import { decideFault } from '../faults/decide-fault.ts';
import { describeFault } from '../faults/describe-fault.ts';
import type { JobOutcome } from '../ports/job-store.ts';
import type { ServiceFault } from '../ports/reply.ts';
import type { BounceDeps, BounceRun } from './bounce-deps.ts';

/** Not every server lets its Inbox be asked like this, nor every account. Asking again soon would change nothing. */
export function isNotOffered(fault: ServiceFault): boolean {
  return fault.kind === 'refused' && [400, 403, 404, 405, 501].includes(fault.status);
}

/** How a run ends on a fault; null where the service will never answer this. */
export function yieldToFault(deps: BounceDeps, fault: ServiceFault, run: BounceRun): JobOutcome | null {
  const nowMs = deps.clock.nowMs();
  if (run.signal.aborted) return { kind: 'waitFor', untilMs: nowMs, because: 'stopping' };
  const verdict = decideFault(fault, null, nowMs, deps.random.uniform(), deps.settings);
  switch (verdict.kind) {
    case 'wait':
      return { kind: 'waitFor', untilMs: verdict.untilMs, because: verdict.because };
    case 'retry': {
      const error = attemptError(describeFault(fault, 'looking for mail that came back'));
      return { kind: 'retry', error, notBeforeMs: verdict.notBeforeMs, progressed: false };
    }
    case 'refused':
      return null;
  }
}
