import { isDefinedError, ORPCError } from '@orpc/client';
import type { StructuredError } from '../../contract/errors.ts';
import { ConnectionLost } from '../client/connection-lost.ts';
import { HostRefused } from './host-refused.ts';

export interface Fault {
  readonly error: StructuredError;
  /** What to quote when asking for help; null when the engine never answered. */
  readonly correlationId: string | null;
}

/** What to show for anything that a call threw. */
export function readFault(thrown: unknown): Fault {
  if (thrown instanceof ORPCError && isDefinedError(thrown) && thrown.code === 'FAULT') return thrown.data as Fault;
  if (thrown instanceof ConnectionLost) return lostFault(thrown.delivered);
  if (thrown instanceof HostRefused) return { error: thrown.error, correlationId: null };
  const detail = thrown instanceof Error ? thrown.name : typeof thrown;
  return unforeseen('Something we did not foresee. Your draft is saved.', 'Try again.', detail);
}

function lostFault(delivered: ConnectionLost['delivered']): Fault {
  return delivered === 'no'
    ? unforeseen('Not connected to the engine, so nothing was changed.', 'Try again once it is back.', 'notConnected')
    : unforeseen(
        'The connection ended before the engine answered. Nothing is lost.',
        'Look at the message before you try again: it may have been done.',
        'connectionLost',
      );
}

function unforeseen(message: string, remediation: string, detail: string): Fault {
  return {
    correlationId: null,
    error: { error_code: 'internal_error', message, field: null, details: { detail }, remediation, retriable: true },
  };
}
