import { randomUUID } from 'node:crypto';
import { ORPCError } from '@orpc/server';
import { structuredError } from '../core/mailroom-error.ts';
import { MailroomError } from '../core/mailroom-error.ts';

/** Makes every failure of a procedure the one error of the contract. What was not foreseen is logged, never told. */
export function toContractError(thrown: unknown, log: (line: string) => void): unknown {
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
    log(
      `procedure failed correlation=${correlationId} kind=${thrown instanceof Error ? thrown.name : typeof thrown} ${stackOf(thrown)}`,
    );
  }
  return new ORPCError('FAULT', {
    data: { error, correlationId },
    message: error.message,
    defined: true,
    cause: thrown,
  });
}

/** The places in our own code, without the message, which may quote anything. */
function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error) || thrown.stack === undefined) return '';
  return thrown.stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim())
    .join(' < ');
}
