import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { BodyTrouble } from './send-troubled.ts';
import { sendTroubled } from './send-troubled.ts';
import { pipeTo } from './pipe-to.ts';

/** An answer as data. At most one of `json`, `text` and `file` is given. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  readonly file?: ReplyFile;
}

/** Bytes that are opened when they are sent. Without a size they go in chunks. */
export interface ReplyFile {
  readonly open: () => Readable;
  readonly sizeBytes: number | null;
  readonly contentType: string;
}

export const noContent: Reply = { status: 204 };

/** Writes the answer; returns when it is out or its reader has left. */
export async function sendReply(
  response: ServerResponse,
  reply: Reply,
  trouble: BodyTrouble | null = null,
): Promise<void> {
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  response.statusCode = reply.status;
  if (reply.json !== undefined) {
    const type = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
    response.setHeader('Content-Type', type);
  }
  if (reply.file !== undefined) return sendFile(response, reply.file, trouble);
  const text = reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json);
  const bytes = Buffer.from(trouble?.kind === 'half' ? text.slice(0, Math.floor(text.length / 2)) : text);
  if (trouble !== null && trouble.kind !== 'half' && bytes.length > 0)
    return sendTroubled(response, Readable.from([bytes], { objectMode: false }), bytes.length, trouble);
  if (reply.status !== 204) response.setHeader('Content-Length', bytes.length);
  response.end(bytes);
}

async function sendFile(response: ServerResponse, file: ReplyFile, trouble: BodyTrouble | null): Promise<void> {
  const { sizeBytes, contentType } = file;
  response.setHeader('Content-Type', contentType);
  if (trouble !== null && trouble.kind !== 'half' && sizeBytes !== null)
    return sendTroubled(response, file.open(), sizeBytes, trouble);
  if (sizeBytes !== null) response.setHeader('Content-Length', sizeBytes);
  await pipeTo(file.open(), response);
}
