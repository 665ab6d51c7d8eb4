import { judgeSize, wordsOf } from '../budget/size-budget.ts';
import { tooLarge } from '../budget/size-words.ts';
import { addressesOf } from '../compose/addresses-of.ts';
import type { StepContext, StepResult } from './step-context.ts';

/**
 * Before the first byte of a file moves: a message that is over a known limit would only be refused at its end. While it
 * is being written the check line says so, and the files wait; what was sent off is refused with the reason.
 */
export function refuseOverLimit({ deps, record }: StepContext): StepResult | null {
  const limit = deps.limits.limitFor(record.account, addressesOf(record.content));
  const files = record.attachments.filter(({ removing }) => !removing);
  const verdict = judgeSize(wordsOf(record.content), files, limit);
  if (verdict.kind !== 'tooLarge') return null;
  if (record.submittedAtMs === null) return { kind: 'done' };
  const error = tooLarge(verdict).structured;
  const failed = { step: 'failed', wait: null, error } as const;
  deps.store.change(record.id, { from: ['drafted'] }, failed, { what: error.message }, deps.clock.nowMs());
  return { kind: 'done' };
}
