import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  /** Exactly these are sent; an array sends a header several times. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
}

/** A request as no browser would let a page write it. */
export function sendRaw(port: number, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  const length = method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(body ?? '')) };
  return new Promise((resolve, reject) => {
    const list = Object.entries({ ...length, ...headers }).flatMap(([name, values]) =>
      [values].flat().flatMap((value) => [name, value]),
    );
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers: list, setHost: false, agent: false });
    const settle = (status: number, answerHeaders: IncomingHttpHeaders, answer: string): void =>
      resolve({ status, headers: answerHeaders, body: answer });
    outgoing.on('response', (answer) => {
      text(answer).then((words) => settle(answer.statusCode ?? 0, answer.headers, words), reject);
    });
    outgoing.on('upgrade', (answer, socket) => {
      socket.destroy();
      settle(101, answer.headers, '');
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Bytes that are no HTTP, and what comes back. */
export async function sendBytes(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(bytes);
  return text(socket);
}
