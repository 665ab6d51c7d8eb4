import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { settle } from '../mail/settle.ts';
import type { Fault } from '../store/faults.ts';
import type { Violation } from '../store/request-log.ts';
import { logRequest, recordViolation } from '../store/request-log.ts';
import { expireDeltaTokens } from '../store/folder-changes.ts';
import { expireUpload } from '../drive/drive-uploads.ts';
import { expireSession } from '../store/upload-sessions.ts';
import type { Admission, Gate } from './admit.ts';
import { admit } from './admit.ts';
import { admitBatch } from './admit-batch.ts';
import { checkFlight } from './check-flight.ts';
import { ignoresRetryAfter } from './check-limits.ts';
import { chooseFault } from './choose-fault.ts';
import { GraphError } from './graph-error.ts';
import type { Flight, InFlight } from './in-flight.ts';
import { refuseByFault, replaceByFault } from './apply-fault.ts';
import type { Body } from './read-body.ts';
import { readBody } from './read-body.ts';
import type { Reply } from './reply.ts';
import { sendReply } from './reply.ts';
import { troubleOf } from './send-troubled.ts';
import { wordRefusal } from './word-refusal.ts';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly fault: Fault | null;
  readonly id: string;
  readonly violate: (kind: Violation['kind'], detail: string) => void;
}

/** Carries one request to the mail service or its upload host through faults, limits and effect to its answer. */
export async function serveMail(
  gate: Gate,
  inFlight: InFlight,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const { tenant } = gate;
  const startedAtMs = tenant.nowMs();
  const method = request.method ?? '';
  // Taken now: a request that ends early is parted from its connection.
  const { socket } = request;
  const path = `${url.pathname}${url.search}`.replace(/authtoken=[^&]*/i, 'authtoken=hidden');
  const fault = chooseFault(tenant, { method, path, isMail: true });
  const violations: Violation[] = [];
  const exchange: Exchange = {
    request,
    response,
    url,
    fault,
    id: randomUUID(),
    violate: (kind, detail) => violations.push({ atMs: tenant.nowMs(), kind, method, path, detail }),
  };
  response.setHeader('request-id', exchange.id);
  response.setHeader('client-request-id', clientIdOf(request) ?? exchange.id);
  const result = await answer(gate, inFlight, exchange);
  for (const violation of violations) recordViolation(tenant.db, violation);
  logRequest(tenant.db, {
    atMs: startedAtMs,
    durationMs: tenant.nowMs() - startedAtMs,
    method,
    path,
    mailbox: result.mailbox,
    status: result.reply?.status ?? null,
    bodyBytes: result.bodyBytes,
    fault: fault?.action ?? null,
    clientRequestId: clientIdOf(request),
  });
  try {
    if (result.reply === null) socket.destroy();
    else await sendReply(response, result.reply, troubleOf(fault));
  } finally {
    result.leave?.();
  }
}

interface Result {
  /** Null when the connection is to be dropped. */
  readonly reply: Reply | null;
  readonly mailbox: string | null;
  readonly bodyBytes: number;
  /** To be called once the answer is out: a download counts until its last byte. */
  readonly leave: (() => void) | null;
}

async function answer(gate: Gate, inFlight: InFlight, exchange: Exchange): Promise<Result> {
  const { tenant } = gate;
  const { request, response, fault } = exchange;
  let mailbox: string | null = null;
  let bodyBytes = 0;
  let leave: (() => void) | null = null;
  try {
    settle(tenant);
    const { admission, refusal } = tryToAdmit(gate, inFlight, exchange);
    mailbox = admission?.mailbox ?? null;
    if (fault?.action === 'dropBefore') return { reply: null, mailbox, bodyBytes, leave };
    const flight = describeFlight(admission, request, response);
    ({ leave } = inFlight.enter(flight));
    const problem = refusal ?? checkArrival(gate, inFlight, exchange, flight);
    const body = await readBody(request, keptBytes(gate), fault?.action === 'dropMidBody');
    bodyBytes = body.sizeBytes;
    if (!body.isComplete) return { reply: null, mailbox, bodyBytes, leave };
    if (problem !== null) throw problem;
    const reply = await effect(gate, exchange, admission, body);
    return { reply, mailbox, bodyBytes, leave };
  } catch (error) {
    return { reply: refuse(gate, exchange, error), mailbox, bodyBytes, leave };
  }
}

function tryToAdmit(
  gate: Gate,
  inFlight: InFlight,
  exchange: Exchange,
): { admission: Admission | null; refusal: Error | null } {
  try {
    const { request, url, violate } = exchange;
    const isBatch = url.pathname === '/v1.0/$batch';
    const admission = isBatch ? admitBatch(gate, inFlight, request, violate) : admit(gate, request, url, violate);
    if (admission !== null) return { admission, refusal: null };
    return { admission, refusal: new GraphError(404, 'BadRequest', 'There is nothing at this address.') };
  } catch (error) {
    if (error instanceof Error) return { admission: null, refusal: error };
    throw error;
  }
}

function describeFlight(admission: Admission | null, request: IncomingMessage, response: ServerResponse): Flight {
  const { socket } = request;
  return {
    userId: admission?.userId ?? '',
    messageN: admission?.messageN ?? null,
    isSend: admission?.isSend ?? false,
    isClientGone: () => socket.destroyed || response.closed,
  };
}

/** What can be said before the body is there: order, pace and rivals. */
function checkArrival(gate: Gate, inFlight: InFlight, exchange: Exchange, flight: Flight): GraphError | null {
  const { tenant } = gate;
  if (flight.userId === '') return null;
  const switches = tenant.switches();
  if (ignoresRetryAfter(tenant, flight.userId))
    exchange.violate('requestDuringRetryAfter', 'The time of an earlier Retry-After is not over.');
  const method = exchange.request.method ?? '';
  const isUpload = method === 'POST' || method === 'PATCH' || (method === 'PUT' && switches.putCountsAsUpload);
  const uploadBytes = isUpload ? Number(exchange.request.headers['content-length'] ?? 0) || 0 : 0;
  return checkFlight(tenant, inFlight, flight, uploadBytes, exchange.violate);
}

async function effect(gate: Gate, exchange: Exchange, admission: Admission | null, body: Body): Promise<Reply | null> {
  const { fault } = exchange;
  if (admission === null) throw new GraphError(404, 'BadRequest', 'There is nothing at this address.');
  if (fault?.action === 'slow') await wait(fault.delayMs ?? 1000);
  if (fault?.action === 'expireSession' && admission.sessionId !== null) {
    expireSession(gate.tenant.db, admission.sessionId, gate.tenant.nowMs());
    expireUpload(gate.tenant.db, admission.sessionId, gate.tenant.nowMs());
  }
  if (fault?.action === 'expireDelta' && admission.deltaFolderId !== null)
    expireDeltaTokens(gate.tenant.db, admission.deltaFolderId);
  const refused = fault === null ? null : refuseByFault(gate.tenant, fault, admission.userId);
  if (refused !== null) return refused;
  const reply = await admission.run(body);
  if (fault?.action === 'slowAfter') await wait(fault.delayMs ?? 1000);
  return fault === null ? reply : replaceByFault(gate.tenant, fault, reply);
}

function refuse(gate: Gate, exchange: Exchange, error: unknown): Reply {
  const isUploadHost = exchange.url.pathname.startsWith('/api/');
  const clientId = clientIdOf(exchange.request) ?? exchange.id;
  return wordRefusal(error, isUploadHost ? null : { id: exchange.id, clientId, nowMs: gate.tenant.nowMs() });
}

function keptBytes(gate: Gate): number {
  const { putMaximumBytes, requestMaximumBytes } = gate.tenant.switches();
  return Math.max(putMaximumBytes, requestMaximumBytes);
}

function clientIdOf(request: IncomingMessage): string | null {
  const id = request.headers['client-request-id'];
  return typeof id === 'string' ? id : null;
}
