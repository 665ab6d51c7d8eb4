import { randomUUID } from 'node:crypto';
import { ORPCError } from '@orpc/server';
import { structuredError } from '../core/mailroom-error.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import type { Log } from '../core/ports/log.ts';

/** Makes every failure of a procedure the one error of the contract. What was not foreseen is logged, never told. */
export function toContractError(thrown: unknown, log: Pick<Log, 'error'>): unknown {
  if (thrown instanceof ORPCError) return thrown;
  const correlationId = randomUUID();
  const error =
    thrown instanceof MailroomError
      ? thrown.structured
      : structuredError('internal_error', {
          message: 'Something happened that Mailroom did not foresee. What was queued before is safe on disk.',
          remediation: 'Try again; if it happens again, report it with the correlation id.',
        });
  if (!(thrown instanceof MailroomError)) {
    log.error('procedure.failed', { correlationId, error: thrown });
  }
  return new ORPCError('FAULT', {
    data: { error, correlationId },
    message: error.message,
    defined: true,
    cause: thrown,
  });
}
