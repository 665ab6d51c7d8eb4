import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Told {
  readonly path: string;
  readonly subscriptionId: string;
  readonly clientState: string | null;
  readonly changeType?: string;
  readonly lifecycleEvent?: string;
  readonly resource?: string;
  readonly resourceData?: { readonly id: string };
}

export interface NotificationListener {
  readonly url: string;
  /** Every element of every body, in the order in which they came. */
  readonly told: Told[];
  /** How many elements each request had. */
  readonly batches: number[];
  readonly validated: string[];
  /** Answers notifications; 202 by default. */
  answer: (response: ServerResponse) => void;
  /** Answers the handshake; by default as the service wants it. */
  validate: (response: ServerResponse, token: string) => void;
}

/** A subscriber's endpoint on loopback. */
export async function startListener(): Promise<NotificationListener> {
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const listener: NotificationListener = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told: [],
    batches: [],
    validated: [],
    answer: (response) => void response.writeHead(202).end(),
    validate: (response, token) => void response.writeHead(200, { 'Content-Type': 'text/plain' }).end(token),
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', listener.url);
    const token = url.searchParams.get('validationToken');
    let text = '';
    for await (const piece of request as AsyncIterable<Buffer>) text += piece.toString('utf8');
    if (token !== null) {
      listener.validated.push(`${url.pathname} ${request.headers['content-type']}`);
      listener.validate(response, token);
      return;
    }
    const { value } = JSON.parse(text) as { value: Omit<Told, 'path'>[] };
    listener.batches.push(value.length);
    listener.told.push(...value.map((told) => ({ ...told, path: `${url.pathname}${url.search}` })));
    listener.answer(response);
  }

  return listener;
}
