import { expect, it } from 'vitest';
import type { HttpRequest, HttpResult, HttpTransport } from '../../main/adapters/graph/http-transport.ts';
import { watchNetwork } from '../../main/engine/watch-network.ts';

const lost: HttpResult = { kind: 'lost', detail: 'ECONNRESET' };
const neverSent: HttpResult = { kind: 'neverSent', detail: 'ECONNREFUSED' };
const answer: HttpResult = { kind: 'answer', status: 503, headers: new Map(), body: '' };

/** What the watch says after each of these, one request after the other. */
async function after(...results: readonly HttpResult[]): Promise<readonly string[]> {
  const waiting = [...results];
  const transport: Pick<HttpTransport, 'send'> = {
    send: () => Promise.resolve(waiting.shift() ?? answer),
  };
  const watch = watchNetwork(transport as HttpTransport);
  const said: string[] = [];
  for (const _ of results) {
    await watch.transport.send({} as HttpRequest);
    said.push(watch.network());
  }
  return said;
}

it('S9: is offline without a connection, and online as soon as anything answers, whatever it answers', async () => {
  expect(await after(neverSent, answer, neverSent)).toEqual(['offline', 'online', 'offline']);
});

it('S9: takes one lost answer for an accident, and three in a row for a network that is gone', async () => {
  const said = await after(answer, lost, lost, answer, lost, lost, lost, answer);
  expect(said.map((word) => (word === 'online' ? '+' : '-')).join('')).toBe('++++++-+');
  expect(await after(lost, lost, lost)).toEqual(['unknown', 'unknown', 'offline']);
});
