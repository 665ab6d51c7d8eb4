import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** An answer as data. At most one of `json`, `text` and `file` is given. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  readonly file?: { readonly path: string; readonly sizeBytes: number; readonly contentType: string };
}

export const noContent: Reply = { status: 204 };

/** Writes the answer. A cut answer stops in the middle of its body as if that were its end. */
export async function sendReply(response: ServerResponse, reply: Reply, cut = false): Promise<void> {
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  response.statusCode = reply.status;
  if (reply.file !== undefined) {
    response.setHeader('Content-Type', reply.file.contentType);
    response.setHeader('Content-Length', reply.file.sizeBytes);
    await pipeline(createReadStream(reply.file.path), response);
    return;
  }
  const isJson = reply.json !== undefined;
  const body = isJson ? JSON.stringify(reply.json) : (reply.text ?? '');
  if (isJson) {
    const type = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
    response.setHeader('Content-Type', type);
  }
  const bytes = Buffer.from(cut ? body.slice(0, Math.floor(body.length / 2)) : body);
  if (reply.status !== 204) response.setHeader('Content-Length', bytes.length);
  response.end(bytes);
}
