import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { readJson } from '../odata/read-json.ts';
import { logRequest } from '../store/request-log.ts';
import { authenticate } from './access.ts';
import type { Admission, Gate, Violate } from './admit.ts';
import { admit } from './admit.ts';
import { refuseByFault } from './apply-fault.ts';
import { checkLimits } from './check-limits.ts';
import { chooseFault } from './choose-fault.ts';
import { GraphError, badRequest } from './graph-error.ts';
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

interface PartReply {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Several requests in one. Its own answer is a 200 whatever becomes of the parts, each of which counts for itself. */
export function admitBatch(gate: Gate, request: IncomingMessage, violate: Violate): Admission {
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
      const done: PartReply[] = [];
      for (const part of readParts(body))
        done.push(await runPart(gate, part, request.headers.authorization, done, violate));
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

async function runPart(
  gate: Gate,
  part: Part,
  authorization: string | undefined,
  before: readonly PartReply[],
  violate: Violate,
): Promise<PartReply> {
  const failed = before.find(({ id, status }) => part.dependsOn.includes(id) && status >= 400);
  const nowMs = gate.tenant.nowMs();
  const reply =
    failed === undefined
      ? await answer(gate, part, authorization, violate)
      : wordRefusal(new GraphError(424, 'FailedDependency', `The request '${failed.id}' failed.`), null);
  logRequest(gate.tenant.db, {
    atMs: nowMs,
    durationMs: gate.tenant.nowMs() - nowMs,
    method: part.method,
    path: `/v1.0${part.url}`,
    mailbox: null,
    status: reply.status,
    bodyBytes: 0,
    fault: null,
    clientRequestId: null,
  });
  return render(part.id, reply);
}

async function answer(gate: Gate, part: Part, authorization: string | undefined, violate: Violate): Promise<Reply> {
  const { tenant } = gate;
  const id = randomUUID();
  try {
    const method = part.method.toUpperCase();
    const url = new URL(`/v1.0${part.url}`, tenant.origin());
    const given = Object.entries(part.headers).map(([name, value]) => [name.toLowerCase(), value]);
    const headers = { ...Object.fromEntries(given), ...(authorization === undefined ? {} : { authorization }) };
    const admission = admit(gate, { method, headers }, url, violate);
    if (admission === null) throw badRequest('There is nothing at this address.');
    const fault = chooseFault(tenant, { method, path: `${url.pathname}${url.search}`, isMail: true });
    const refused = fault === null ? null : refuseByFault(tenant, fault, admission.userId);
    if (refused !== null) return refused;
    const overLimit =
      admission.userId === null
        ? null
        : checkLimits(tenant, { userId: admission.userId, concurrent: 0, uploadBytes: 0 });
    if (overLimit !== null) throw overLimit;
    const bytes = Buffer.from(part.body === undefined ? '' : JSON.stringify(part.body));
    return await admission.run({ bytes, sizeBytes: bytes.length, isComplete: true });
  } catch (error) {
    return wordRefusal(error, { id, clientId: id, nowMs: tenant.nowMs() });
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
