import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { os } from '@orpc/server';
import type { RouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { connectToOwner, listenOnOwnerSocket } from '../../../main/adapters/owner/owner-socket.ts';
import { ownerSocketPath } from '../../../main/adapters/owner/owner-socket-path.ts';
import { temporaryFolder } from '../../helpers/open-test-database.ts';
import { patiently } from '../../helpers/patiently.ts';

const token = 'the-token-of-this-test';

async function listen(socketPath: string, onConnection: (socket: WebSocket) => void = () => {}): Promise<void> {
  const listener = await listenOnOwnerSocket({ socketPath, token }, onConnection);
  onTestFinished(() => listener.close());
}

async function talk(socketPath: string): Promise<WebSocket> {
  const socket = await connectToOwner({ socketPath, token });
  onTestFinished(() => socket.terminate());
  return socket;
}

async function untilAborted(signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted === false) await once(signal, 'abort');
}

describe('the path of the socket', () => {
  test('is in the data folder, unless that is too long for a socket', () => {
    expect(ownerSocketPath('/home/person/.local/share/mailroom', 'linux')).toBe(
      '/home/person/.local/share/mailroom/owner.sock',
    );
    const long = `/home/person/${'deep/'.repeat(20)}data`;
    const elsewhere = ownerSocketPath(long, 'linux');
    expect(Buffer.byteLength(elsewhere)).toBeLessThanOrEqual(100);
    expect(elsewhere).toMatch(/mailroom-\d+-[0-9a-f]{32}\/owner\.sock$/);
    expect(ownerSocketPath(`${long}2`, 'linux')).not.toBe(elsewhere);
    expect(ownerSocketPath('/home/person', 'win32')).toMatch(/^\\\\\.\\pipe\\mailroom-[0-9a-f]{32}$/);
  });
});

describe.skipIf(process.platform === 'win32')('the socket of the owner', () => {
  test('is for its user alone, and gone when the owner stops listening', async () => {
    const socketPath = join(temporaryFolder(), 'private', 'owner.sock');
    const listener = await listenOnOwnerSocket({ socketPath, token }, () => {});
    expect(statSync(socketPath).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(socketPath)).mode & 0o777).toBe(0o700);
    const client = await talk(socketPath);
    await Promise.all([once(client, 'close'), listener.close()]);
    expect(existsSync(socketPath)).toBe(false);
  });

  test('replaces the file that a killed owner left', async () => {
    const socketPath = join(temporaryFolder(), 'owner.sock');
    writeFileSync(socketPath, '');
    const met = vi.fn<(socket: WebSocket) => void>();
    await listen(socketPath, met);
    await talk(socketPath);
    expect(met).toHaveBeenCalledOnce();
  });

  test('works for a data folder with a very long name', async () => {
    const dataDir = join(temporaryFolder(), 'deep'.repeat(40));
    mkdirSync(dataDir);
    const socketPath = ownerSocketPath(dataDir);
    onTestFinished(() => rmSync(dirname(socketPath), { recursive: true }));
    await listen(socketPath);
    await talk(socketPath);
    expect(statSync(dirname(socketPath)).mode & 0o777).toBe(0o700);
  });

  test.each(['', 'the-token-of-this-tesT', 'the-token-of-this-test '.repeat(100)])(
    'refuses the token %j',
    async (wrong) => {
      const socketPath = join(temporaryFolder(), 'owner.sock');
      const met = vi.fn<(socket: WebSocket) => void>();
      await listen(socketPath, met);
      await expect(connectToOwner({ socketPath, token: wrong })).rejects.toMatchObject({ code: 'data_folder_busy' });
      expect(met).not.toHaveBeenCalled();
    },
  );

  test('answers plain HTTP and nonsense without harm', async () => {
    const socketPath = join(temporaryFolder(), 'owner.sock');
    await listen(socketPath);
    for (const sent of ['GET / HTTP/1.1\r\nHost: owner\r\n\r\n', '\0\0\0\0 nonsense\r\n\r\n']) {
      const plain = connect(socketPath);
      plain.write(sent);
      const [answer] = await once(plain, 'data');
      expect(String(answer)).toMatch(/^HTTP\/1\.1 4(00|26)/);
      plain.destroy();
    }
    await talk(socketPath);
  });

  test('nobody listening is a coded error that may be retried', async () => {
    const socketPath = join(temporaryFolder(), 'owner.sock');
    await expect(connectToOwner({ socketPath, token })).rejects.toMatchObject({
      code: 'data_folder_busy',
      structured: { retriable: true },
    });
  });
});

describe.skipIf(process.platform === 'win32')('the contract over the socket', () => {
  const watched = { ended: 0 };
  const router = {
    add: os.input(z.object({ a: z.int(), b: z.int() })).handler(({ input }) => input.a + input.b),
    count: os.handler(async function* ({ signal }) {
      try {
        yield* [0, 1, 2, 3];
        // Like every stream of ours, it waits for something to happen: a stream that never waits fills the memory.
        await untilAborted(signal);
      } finally {
        watched.ended += 1;
      }
    }),
    waitForever: os.handler(async ({ signal }) => {
      await untilAborted(signal);
      watched.ended += 1;
    }),
  };

  async function startClient(): Promise<{ client: RouterClient<typeof router>; socket: WebSocket }> {
    watched.ended = 0;
    const socketPath = join(temporaryFolder(), 'owner.sock');
    const handler = new RPCHandler(router);
    await listen(socketPath, (socket) => void handler.upgrade(socket));
    const socket = await talk(socketPath);
    // `ws` speaks as the browser's own does; only its types differ.
    return { client: createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })), socket };
  }

  test('answers calls, many at a time', async () => {
    const { client } = await startClient();
    const sums = await Promise.all(Array.from({ length: 100 }, (_, a) => client.add({ a, b: 1 })));
    expect(sums).toEqual(Array.from({ length: 100 }, (_, a) => a + 1));
  });

  test('streams until the reader has enough, and the owner learns that it left', async () => {
    const { client } = await startClient();
    const seen: number[] = [];
    for await (const n of await client.count()) {
      seen.push(n);
      if (n === 3) break;
    }
    expect(seen).toEqual([0, 1, 2, 3]);
    await vi.waitFor(() => expect(watched.ended).toBe(1), patiently);
  });

  test('passes a cancellation on', async () => {
    const { client } = await startClient();
    const cancel = new AbortController();
    const call = client.waitForever(undefined, { signal: cancel.signal });
    await client.add({ a: 1, b: 1 });
    cancel.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(() => expect(watched.ended).toBe(1), patiently);
  });

  test('ends what it does for a client that died', async () => {
    const { client, socket } = await startClient();
    const call = client.waitForever().catch(() => 'ended');
    await client.add({ a: 1, b: 1 });
    socket.terminate();
    await vi.waitFor(() => expect(watched.ended).toBe(1), patiently);
    expect(await call).toBe('ended');
  });
});
