import { randomUUID } from 'node:crypto';
import { ORPCError } from '@orpc/server';
import { z } from 'zod';
import {
  type ErrorCode,
  structuredError as structuredErrorSchema,
  type StructuredError,
} from '../../contract/errors.ts';
import { MailroomError, structuredError } from '../core/mailroom-error.ts';

const faultData = z.object({ error: structuredErrorSchema, correlationId: z.string() });

interface ErrorDocument {
  readonly error: StructuredError;
  readonly correlationId: string;
}

/** The one error of the contract, as an HTTP answer. Nothing of an unforeseen error's text is repeated. */
export function answerError(thrown: unknown): Response {
  const { error, correlationId } = documentOf(thrown);
  return Response.json({ error, correlationId }, { status: statusOf(error.error_code) });
}

/** For answers whose status says more than the code. */
export function refuse(status: number, error: StructuredError, more: Readonly<Record<string, unknown>> = {}): Response {
  return Response.json({ error, correlationId: randomUUID(), ...more }, { status });
}

function documentOf(thrown: unknown): ErrorDocument {
  if (thrown instanceof MailroomError) return { error: thrown.structured, correlationId: randomUUID() };
  const fault = thrown instanceof ORPCError ? faultData.safeParse(thrown.data) : null;
  if (fault?.success === true) return fault.data;
  const error = structuredError('internal_error', {
    message: 'Something happened that Mailroom did not foresee. What was queued before is safe on disk.',
    remediation: 'Try again; if it happens again, start Mailroom with --verbose and report what it says.',
    retriable: true,
  });
  return { error, correlationId: randomUUID() };
}

function statusOf(code: ErrorCode): number {
  switch (code) {
    case 'validation_error':
    case 'usage_error':
    case 'source_empty':
      return 400;
    case 'message_not_found':
      return 404;
    case 'message_state_conflict':
      return 409;
    case 'source_too_large':
    case 'provider_payload_too_large':
      return 413;
    case 'internal_error':
      return 500;
    case 'disk_full':
      return 507;
    default:
      return 422;
  }
}
