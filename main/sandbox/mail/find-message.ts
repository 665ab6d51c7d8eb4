import { changeConflict, itemNotFound } from '../http/graph-error.ts';
import type { MessageRow } from '../store/messages.ts';
import { findMessage } from '../store/messages.ts';
import { findHoldingSubmission } from '../store/submissions.ts';
import type { MailRequest } from './request.ts';

/** The message of the route, or 404. */
export function requireMessage(request: MailRequest): MessageRow {
  const { tenant, user, parameters } = request;
  const row = findMessage(tenant.db, user.id, parameters['message'] ?? '', tenant.nowMs());
  if (row === undefined) throw itemNotFound();
  return row;
}

/** A message that may change: 412 while a sent draft waits for transport, or when `If-Match` names an older state. */
export function requireChangeable(request: MailRequest): MessageRow {
  const row = requireMessage(request);
  const { ifMatch } = request.headers;
  const isStale = ifMatch !== null && ifMatch !== '*' && ifMatch !== `W/"${row.changeKey}"`;
  if (isStale || findHoldingSubmission(request.tenant.db, row.n) !== undefined) throw changeConflict();
  return row;
}
