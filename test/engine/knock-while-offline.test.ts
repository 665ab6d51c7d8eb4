import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { undiciTransport } from '../../main/adapters/graph/http-transport.ts';
import { knockWhileOffline } from '../../main/engine/knock-while-offline.ts';
import { watchNetwork } from '../../main/engine/watch-network.ts';
import { leapingClock } from '../helpers/leaping-clock.ts';
import { patiently } from '../helpers/patiently.ts';

it('U3 S9: notices within one knock that the service can be reached again, and then knocks no more', async () => {
  let knocks = 0;
  const { port } = await listen(createServer(), 0);
  const network = watchNetwork(undiciTransport());
  onTestFinished(() => network.transport.close());
  const address = `http://127.0.0.1:${String(port)}`;
  const clock = { ...leapingClock(), sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };
  const { stop } = knockWhileOffline(network, clock, () => Promise.resolve([`${address}/v1.0`]));
  onTestFinished(stop);
  await network.transport.send({
    method: 'GET',
    url: address,
    headers: {},
    body: null,
    timeoutMs: 1_000,
    signal: new AbortController().signal,
    freshConnection: true,
  });
  expect(network.network()).toBe('offline');

  const server = createServer((_, response) => {
    knocks += 1;
    response.writeHead(401).end();
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await listen(server, port, false);
  await expect.poll(() => network.network(), patiently).toBe('online');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(knocks).toBe(1);
});

/** Listens and, unless it is to stay, frees the port again. */
async function listen(server: Server, port: number, isProbe = true): Promise<AddressInfo> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  if (isProbe) await new Promise((resolve) => server.close(resolve));
  return address;
}
