import { randomUUID } from 'node:crypto';
import { ORPCError } from '@orpc/client';
import { CommanderError } from 'commander';
import { z } from 'zod';
import { structuredError as structuredErrorSchema, type StructuredError } from '../../contract/errors.ts';
import { MailroomError, structuredError } from '../core/mailroom-error.ts';

/** What every failing command prints with `--json`. */
export interface Failure {
  readonly error: StructuredError;
  /** Quote it when asking for help: the logs carry it too. */
  readonly correlationId: string;
}

const faultData = z.object({ error: structuredErrorSchema, correlationId: z.string() });
const invalidInput = z.object({
  issues: z
    .array(z.object({ message: z.string(), path: z.array(z.union([z.string(), z.number()])).optional() }))
    .min(1),
});

/** Turns whatever was thrown into the one error shape. Nothing of an unforeseen error's text is repeated: it may hold secrets. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof MailroomError) return withNewId(thrown.structured);
  if (thrown instanceof CommanderError) return withNewId(usageError(thrown));
  if (thrown instanceof ORPCError) return failureOfCall(thrown);
  return withNewId(internalError(thrown));
}

function failureOfCall(thrown: ORPCError<string, unknown>): Failure {
  const fault = faultData.safeParse(thrown.data);
  if (fault.success) return fault.data;
  const invalid = invalidInput.safeParse(thrown.data);
  const issue = invalid.success ? invalid.data.issues[0] : undefined;
  if (thrown.code === 'BAD_REQUEST' && issue !== undefined) {
    const field = issue.path?.join('.') ?? '';
    return withNewId(
      structuredError('validation_error', {
        message: `${field === '' ? 'The input' : field} is not valid: ${issue.message}. Nothing was sent.`,
        remediation: 'Correct it and run the command again.',
        ...(field === '' ? {} : { field }),
      }),
    );
  }
  return withNewId(internalError(thrown.cause ?? thrown));
}

/** Commander's messages read "error: unknown option '--tp'\n(Did you mean --to?)". */
function usageError(thrown: CommanderError): StructuredError {
  const [first = '', ...hints] = thrown.message.replace(/^error: /, '').split('\n');
  const sentence = thrown.code === 'commander.help' ? 'No command was given' : capitalized(first);
  return structuredError('usage_error', {
    message: [`${sentence.replace(/\.$/, '')}.`, ...hints].join(' ') + ' Nothing was done.',
    remediation: 'mailroom --help, or mailroom COMMAND --help, shows what can be given.',
  });
}

function internalError(thrown: unknown): StructuredError {
  return structuredError('internal_error', {
    message: 'Something happened that Mailroom did not foresee. What was queued before is safe on disk.',
    remediation: 'mailroom outbox list shows where each message stands; --verbose shows more about the fault.',
    details: { kind: thrown instanceof Error ? thrown.name : typeof thrown },
  });
}

function withNewId(error: StructuredError): Failure {
  return { error, correlationId: randomUUID() };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
