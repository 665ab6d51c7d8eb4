import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { readJson } from '../odata/read-json.ts';
import { logRequest } from '../store/request-log.ts';
import { authenticate } from './access.ts';
import type { Admission, Gate, Violate } from './admit.ts';
import { admit } from './admit.ts';
import { refuseByFault, replaceByFault } from './apply-fault.ts';
import { checkFlight } from './check-flight.ts';
import { ignoresRetryAfter } from './check-limits.ts';
import { chooseFault } from './choose-fault.ts';
import { GraphError, badRequest } from './graph-error.ts';
import type { InFlight } from './in-flight.ts';
import type { Body } from './read-body.ts';
import type { Reply } from './reply.ts';
import { wordRefusal } from './word-refusal.ts';

const batch = z.object({
  requests: z
    .array(
      z.object({
        id: z.string(),
        method: z.string(),
        url: z.string().startsWith('/'),
        headers: z.record(z.string(), z.string()).default({}),
        body: z.unknown().optional(),
        dependsOn: z.array(z.string()).default([]),
      }),
    )
    .max(20),
});
type Part = z.output<typeof batch>['requests'][number];

/** As the service does it where no part depends on another. */
const PARTS_AT_ONCE = 4;

interface PartReply {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Several requests in one. Its own answer is a 200 whatever becomes of the parts, each of which counts for itself. */
export function admitBatch(gate: Gate, inFlight: InFlight, request: IncomingMessage, violate: Violate): Admission {
  const access = authenticate(gate.tenant, gate.identity, gate.staticTokens, request.headers.authorization);
  if (request.method !== 'POST') throw new GraphError(405, 'ErrorInvalidRequest', 'A batch is a POST.');
  return {
    userId: null,
    mailbox: access.user.address,
    messageN: null,
    isSend: false,
    sessionId: null,
    deltaFolderId: null,
    run: async (body) => {
      const parts = readParts(body);
      if (ignoresRetryAfter(gate.tenant, access.user.id))
        violate('requestDuringRetryAfter', 'The time of an earlier Retry-After is not over.');
      const asking = { gate, inFlight, authorization: request.headers.authorization, violate };
      const done: PartReply[] = [];
      const waiting = [...parts];
      const work = async (): Promise<void> => {
        for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
          const reply = await runPart(asking, part, done);
          if (reply !== null) done.push(reply);
        }
      };
      // One after another where one depends on another, so many at a time otherwise.
      const atOnce = parts.some(({ dependsOn }) => dependsOn.length > 0) ? 1 : PARTS_AT_ONCE;
      await Promise.all(Array.from({ length: atOnce }, work));
      // Nobody may count on the order of the parts.
      return { status: 200, json: { responses: done.toReversed() } };
    },
  };
}

/** Throws the 400 of what is no batch. */
function readParts(body: Body): Part[] {
  const { data, error } = batch.safeParse(readJson(body));
  if (data === undefined) throw badRequest(`Invalid batch payload: ${z.prettifyError(error)}`);
  const ids = new Set(data.requests.map(({ id }) => id.toLowerCase()));
  if (ids.size < data.requests.length) throw badRequest('Each request in a batch must have a unique id.');
  return data.requests;
}

interface Asking {
  readonly gate: Gate;
  readonly inFlight: InFlight;
  readonly authorization: string | undefined;
  readonly violate: Violate;
}

/** Null: a fault keeps its answer out of the batch's. */
async function runPart(asking: Asking, part: Part, before: readonly PartReply[]): Promise<PartReply | null> {
  const { gate } = asking;
  const failed = before.find(({ id, status }) => part.dependsOn.includes(id) && status >= 400);
  const nowMs = gate.tenant.nowMs();
  const reply =
    failed === undefined
      ? await answer(asking, part)
      : wordRefusal(new GraphError(424, 'FailedDependency', `The request '${failed.id}' failed.`), null);
  logRequest(gate.tenant.db, {
    atMs: nowMs,
    durationMs: gate.tenant.nowMs() - nowMs,
    method: part.method,
    path: `/v1.0${part.url}`,
    mailbox: null,
    status: reply?.status ?? null,
    bodyBytes: 0,
    fault: null,
    clientRequestId: null,
  });
  return reply === null ? null : render(part.id, reply);
}

async function answer({ gate, inFlight, authorization, violate }: Asking, part: Part): Promise<Reply | null> {
  const { tenant } = gate;
  const id = randomUUID();
  let leave: (() => void) | null = null;
  try {
    const method = part.method.toUpperCase();
    const url = new URL(`/v1.0${part.url}`, tenant.origin());
    const given = Object.entries(part.headers).map(([name, value]) => [name.toLowerCase(), value]);
    const headers = { ...Object.fromEntries(given), ...(authorization === undefined ? {} : { authorization }) };
    const admission = admit(gate, { method, headers }, url, violate);
    if (admission === null) throw badRequest('There is nothing at this address.');
    const fault = chooseFault(tenant, { method, path: `${url.pathname}${url.search}`, isMail: true });
    if (fault?.action === 'dropBefore') return null;
    const refused = fault === null ? null : refuseByFault(tenant, fault, admission.userId);
    if (refused !== null) return refused;
    const bytes = Buffer.from(part.body === undefined ? '' : JSON.stringify(part.body));
    const flight = {
      userId: admission.userId ?? '',
      messageN: admission.messageN,
      isSend: admission.isSend,
      isClientGone: () => false,
    };
    ({ leave } = inFlight.enter(flight));
    const uploadBytes = method === 'GET' || method === 'DELETE' ? 0 : bytes.length;
    const problem = admission.userId === null ? null : checkFlight(tenant, inFlight, flight, uploadBytes, violate);
    if (problem !== null) throw problem;
    const reply = await admission.run({ bytes, sizeBytes: bytes.length, isComplete: true });
    return fault === null ? reply : replaceByFault(tenant, fault, reply);
  } catch (error) {
    return wordRefusal(error, { id, clientId: id, nowMs: tenant.nowMs() });
  } finally {
    leave?.();
  }
}

/** Bytes go in base64. */
async function render(id: string, reply: Reply): Promise<PartReply> {
  const { status, headers = {}, json, text, file } = reply;
  if (json !== undefined)
    return { id, status, headers: { ...headers, 'Content-Type': 'application/json' }, body: json };
  if (file === undefined) return { id, status, headers, ...(text === undefined ? {} : { body: text }) };
  const pieces: Buffer[] = [];
  for await (const piece of file.open() as AsyncIterable<Buffer>) pieces.push(Buffer.from(piece));
  const body = Buffer.concat(pieces).toString('base64');
  return { id, status, headers: { ...headers, 'Content-Type': file.contentType }, body };
}
