import { z } from 'zod';
import { structuredError } from '../../contract/errors.ts';
import type { SendFileOptions } from './connection.ts';
import { FileNotSent } from './file-not-sent.ts';
import type { Fetch, PageSession } from './page-session.ts';
import { wait } from './wait.ts';

export interface FileNet {
  readonly session: () => PageSession;
  readonly fetch: Fetch;
}

const begun = z.object({ sessionId: z.uuid(), chunkSize: z.int().positive() });
const progress = z.object({ nextByte: z.int().nonnegative() });
const refusal = z.object({ error: structuredError });

/** How long a lost connection is waited out between two questions where the file stands. */
const ASK_AGAIN_MS = 500;

type Answer =
  | { readonly kind: 'ok'; readonly body: unknown }
  /** The engine expects another byte than was sent: a chunk arrived whose answer was lost. */
  | { readonly kind: 'elsewhere'; readonly nextByte: number }
  /** The engine knows nothing of this file, any more. */
  | { readonly kind: 'unknown' }
  /** No answer, or one that may be another the next time. */
  | { readonly kind: 'lost' };

/**
 * Sends a file chunk by chunk, one at a time. The engine's next byte is the only truth about how far it got: after a
 * lost connection it is asked, and the file continues there, or begins again when the engine no longer knows it.
 */
export async function sendFile(net: FileNet, file: File, options: SendFileOptions): Promise<{ incoming: string }> {
  for (;;) {
    const session = await begin(net, file, options);
    const finished = await sendChunks(net, file, session, options);
    if (finished) return { incoming: session.sessionId };
  }
}

async function begin(net: FileNet, file: File, { asLink, signal }: SendFileOptions): Promise<z.infer<typeof begun>> {
  const body = JSON.stringify({ fileName: file.name, size: file.size, contentType: file.type, asLink });
  const headers = { 'content-type': 'application/json' };
  for (;;) {
    const answer = await ask(net, 'POST', '/Attachments/UploadSession', { body, headers }, signal);
    if (answer.kind === 'ok') return begun.parse(answer.body);
    await wait(ASK_AGAIN_MS, signal);
  }
}

/** False when the engine forgot the file meanwhile. */
async function sendChunks(
  net: FileNet,
  file: File,
  { sessionId, chunkSize }: z.infer<typeof begun>,
  { onProgress, signal }: SendFileOptions,
): Promise<boolean> {
  const path = `/Attachments/UploadSession/${sessionId}`;
  const headers = { 'content-type': 'application/octet-stream' };
  let nextByte = 0;
  while (nextByte < file.size) {
    const end = Math.min(nextByte + chunkSize, file.size);
    const query = `start=${nextByte}&end=${end - 1}&total=${file.size}`;
    const chunk = { body: file.slice(nextByte, end), headers };
    let answer = await ask(net, 'PUT', `${path}/Chunk?${query}`, chunk, signal);
    while (answer.kind === 'lost') {
      await wait(ASK_AGAIN_MS, signal);
      answer = await ask(net, 'GET', `${path}/Status`, {}, signal);
    }
    if (answer.kind === 'unknown') return false;
    nextByte = answer.kind === 'elsewhere' ? answer.nextByte : progress.parse(answer.body).nextByte;
    onProgress?.(nextByte);
  }
  return true;
}

async function ask(
  net: FileNet,
  method: string,
  path: string,
  content: { body?: string | Blob; headers?: Record<string, string> },
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { origin, token } = net.session();
  const headers = { ...content.headers, 'x-mailroom-token': token ?? '' };
  let answer: Response;
  try {
    answer = await net.fetch(origin + path, { ...content, method, headers, ...(signal && { signal }) });
    return await read(answer);
  } catch (error) {
    if (error instanceof FileNotSent || signal?.aborted === true) throw error;
    return { kind: 'lost' };
  }
}

async function read(answer: Response): Promise<Answer> {
  if (answer.status >= 500) return { kind: 'lost' };
  const body: unknown = await answer.json();
  if (answer.ok) return { kind: 'ok', body };
  if (answer.status === 404) return { kind: 'unknown' };
  const stands = progress.safeParse(body);
  if (answer.status === 409 && stands.success) return { kind: 'elsewhere', nextByte: stands.data.nextByte };
  throw new FileNotSent(refusal.parse(body).error);
}
