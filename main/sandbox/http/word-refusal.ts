import { BearerRefusal } from './access.ts';
import { GraphError, errorReply } from './graph-error.ts';
import type { Reply } from './reply.ts';

/** Whatever was thrown, as an answer. What nobody threw on purpose is written down for staff. */
export function wordRefusal(error: unknown, request: { id: string; clientId: string; nowMs: number } | null): Reply {
  if (error instanceof BearerRefusal) return { status: 401, headers: error.headers, json: error.body };
  const known = error instanceof GraphError ? error : new GraphError(500, 'generalException', 'The sandbox failed.');
  if (known !== error) process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
  return errorReply(known, request);
}
