import { z } from 'zod';
import type { AttachResult } from '../../contract/compose.ts';
import { outboxId, type OutboxId } from '../../contract/ids.ts';
import { structuredError } from '../core/mailroom-error.ts';
import type { ApiClient } from '../engine/host.ts';
import { refuse } from './answer-error.ts';
import type { IncomingFiles, IncomingStatus } from '../core/ports/incoming-files.ts';
import type { Route, RouteContext } from './route.ts';

/** Rows CU1 and CU2: chunks are smaller than announced or up to 4 MiB; the engine cuts them anew for the service. */
const MAX_CHUNK_BYTES = 4 * 2 ** 20;
const MAX_REQUEST_BYTES = 16 * 2 ** 10;

const beginning = z.strictObject({
  fileName: z.string().min(1).max(255),
  size: z.int().positive(),
  contentType: z.string().max(255),
  asLink: z.boolean().default(false),
});
const byteIndex = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const range = z.object({ start: byteIndex, end: byteIndex, total: byteIndex });

/** The HTTP paths of chunked attachments (docs/requirements.md, rows CU1 to CU3). The windows use them too. */
export function uploadRoutes(incoming: IncomingFiles, client: ApiClient): readonly Route[] {
  const attaching = new Map<string, Promise<AttachResult>>();

  async function begin(context: RouteContext): Promise<Response> {
    const asked = beginning.safeParse(await context.req.json().catch(() => null));
    if (!asked.success) return badRequest('The body is not fileName, size and contentType of a file with bytes.');
    const { fileName, size, contentType, asLink } = asked.data;
    const messageId = context.req.param('messageId');
    const known = outboxId.nullable().safeParse(messageId ?? null);
    if (!known.success) return badRequest('The messageId is not one.');
    const message = known.data;
    if (message !== null) await client.compose.read({ id: message });
    if (message !== null && asLink) await client.compose.checkLink({ id: message, sizeBytes: size });
    const { id, chunkBytes } = await incoming.begin({ fileName, sizeBytes: size, contentType, message, asLink });
    return Response.json({ sessionId: id, chunkSize: chunkBytes, size, fileName }, { status: 201 });
  }

  async function writeChunk(context: RouteContext): Promise<Response> {
    const id = context.req.param('sessionId') ?? '';
    const asked = range.safeParse(context.req.query());
    if (!asked.success) return badRequest('start, end and total must be given as numbers.');
    const { start, end, total } = asked.data;
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    if (bytes.length === 0 || bytes.length !== end - start + 1 || end >= total) {
      return badRequest('The body is not the bytes from start to end, both included.');
    }
    const before = await incoming.status(id);
    if (before === null) return unknownSession();
    if (before.sizeBytes !== total) return badRequest('The total is not the size that this upload began with.');
    const result = await incoming.write(id, start, bytes);
    if (result === null) return unknownSession();
    if (!result.written) return outOfPlace(result.nextByte);
    return finish(id, { ...before, nextByte: result.nextByte });
  }

  async function readStatus(context: RouteContext): Promise<Response> {
    const id = context.req.param('sessionId') ?? '';
    const status = await incoming.status(id);
    return status === null ? unknownSession() : finish(id, status);
  }

  /** `complete` means whole and, when it was begun for a message, attached. Asking again after a failure tries again. */
  async function finish(id: string, status: IncomingStatus): Promise<Response> {
    const { nextByte, sizeBytes, fileName, message, asLink = false, taken } = status;
    const complete = nextByte === sizeBytes;
    if (complete && message !== null && !taken) {
      const result = await attach(id, message, asLink);
      if (result.kind === 'refused') return refuse(422, result.error);
    }
    return Response.json({ sessionId: id, nextByte, size: sizeBytes, fileName, complete });
  }

  /** Questions that come while it runs wait for the same attaching. */
  function attach(id: string, message: OutboxId, asLink: boolean): Promise<AttachResult> {
    const running = attaching.get(id);
    if (running !== undefined) return running;
    const begun = client.compose.attach({ id: message, source: { incoming: id, asLink } });
    attaching.set(id, begun);
    return begun.finally(() => attaching.delete(id));
  }

  const session = '/Attachments/UploadSession' as const;
  const limits = { access: 'data', maxBodyBytes: MAX_REQUEST_BYTES } as const;
  return [
    { method: 'POST', path: `/Message/:messageId${session}`, ...limits, serve: begin },
    { method: 'POST', path: session, ...limits, serve: begin },
    {
      method: 'PUT',
      path: `${session}/:sessionId/Chunk`,
      access: 'data',
      maxBodyBytes: MAX_CHUNK_BYTES,
      serve: writeChunk,
    },
    { method: 'GET', path: `${session}/:sessionId/Status`, access: 'data', serve: readStatus },
  ];
}

function badRequest(message: string): Response {
  const remediation = 'Correct the request and send it again; nothing was kept of it.';
  return refuse(400, structuredError('validation_error', { message, remediation }));
}

function unknownSession(): Response {
  const error = structuredError('provider_upload_session_timeout', {
    message: 'This upload is unknown or too old; what arrived of it is gone.',
    remediation: 'Begin it again.',
    retriable: true,
  });
  return refuse(404, error);
}

function outOfPlace(nextByte: number): Response {
  const error = structuredError('message_state_conflict', {
    message: `The next byte of this upload is ${nextByte}. The chunk was not written.`,
    remediation: 'Continue there.',
    details: { nextByte },
    retriable: true,
  });
  return refuse(409, error, { nextByte });
}
