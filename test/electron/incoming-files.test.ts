import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCHandler } from '@orpc/server/message-port';
import { createHash, randomBytes } from 'node:crypto';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { MailroomError } from '../../main/core/mailroom-error.ts';
import type { IncomingFiles } from '../../main/core/ports/incoming-files.ts';
import { incomingRouter } from '../../main/electron/incoming-router.ts';
import { ConnectionLost } from '../../renderer/client/connection-lost.ts';
import { messagePortWire } from '../../renderer/client/open-message-port.ts';
import { type IncomingClient, sendFileByPort } from '../../renderer/client/send-file-by-port.ts';
import { PortDouble } from './message-port-double.ts';
import { silentLog } from '../helpers/silent-log.ts';

const id = '5a4db0c5-0000-4000-8000-0000000000aa';
const chunkBytes = 1_000_000;
const picture = randomBytes(2_500_000);
const file = new File([picture], 'screen.png', { type: 'image/png' });
const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** The engine's side in memory: a file is what was written in order. */
function memoryFiles(changes: Partial<IncomingFiles> = {}) {
  let bytes = Buffer.alloc(0);
  const begun: unknown[] = [];
  const files: IncomingFiles = {
    begin: async (asked) => {
      bytes = Buffer.alloc(0);
      begun.push(asked);
      return { id, chunkBytes };
    },
    write: async (_id, startByte, piece) => {
      const written = startByte === bytes.length;
      if (written) bytes = Buffer.concat([bytes, piece]);
      return { written, nextByte: bytes.length };
    },
    status: async () => null,
    ...changes,
  };
  return { files, begun, sha256: () => createHash('sha256').update(bytes).digest('hex') };
}

function clientOf(files: IncomingFiles): IncomingClient {
  const { port1, port2 } = new MessageChannel();
  const port = new PortDouble(port1);
  new RPCHandler({ incoming: incomingRouter(files, silentLog) }).upgrade(port as never, { context: {} });
  port.start();
  const wire = messagePortWire(port2);
  closers.push(() => wire.close());
  return createORPCClient<IncomingClient>(wire.link, { path: ['incoming'] });
}

function refusing(thrown: Error): IncomingClient {
  return clientOf(memoryFiles({ begin: () => Promise.reject(thrown) }).files);
}

describe('a file that is on no disk', () => {
  const sha256 = createHash('sha256').update(picture).digest('hex');

  it('C2: reaches the engine byte for byte over the desktop’s wire', async () => {
    const memory = memoryFiles();
    const progress: number[] = [];
    const sent = await sendFileByPort(clientOf(memory.files), file, { onProgress: (bytes) => progress.push(bytes) });
    expect(sent).toEqual({ incoming: id });
    expect([memory.sha256(), progress]).toEqual([sha256, [1_000_000, 2_000_000, 2_500_000]]);
    expect(memory.begun).toEqual([
      { fileName: 'screen.png', sizeBytes: 2_500_000, contentType: 'image/png', message: null, asLink: false },
    ]);
  });

  it('is not written twice when an answer was lost', async () => {
    const memory = memoryFiles();
    const client = clientOf(memory.files);
    let lost = 0;
    const losing: IncomingClient = {
      begin: client.begin,
      write: async (...args: Parameters<typeof client.write>) => {
        const answer = await client.write(...args);
        if (lost++ === 0) throw new ConnectionLost('unknown');
        return answer;
      },
    };
    await sendFileByPort(losing, file, {});
    expect(memory.sha256()).toBe(sha256);
  });

  it('begins again when the engine no longer knows it', async () => {
    let writes = 0;
    const memory = memoryFiles();
    const forgetful: IncomingFiles = {
      ...memory.files,
      write: async (...args) => (++writes === 2 ? null : memory.files.write(...args)),
    };
    await sendFileByPort(clientOf(forgetful), file, {});
    expect([memory.begun.length, memory.sha256()]).toEqual([2, sha256]);
  });

  it('SM4: is refused with the engine’s own words, and with none that nobody foresaw', async () => {
    const full = new MailroomError('disk_full', { message: 'The disk is full.', remediation: 'Free some space.' });
    await expect(sendFileByPort(refusing(full), file, {})).rejects.toMatchObject({
      name: 'FileNotSent',
      structured: { error_code: 'disk_full' },
    });
    await expect(sendFileByPort(refusing(new Error('/secret/path')), file, {})).rejects.toMatchObject({
      structured: { error_code: 'internal_error', message: expect.not.stringContaining('secret') },
    });
  });

  it('is not sent any further when the person takes it back', async () => {
    const aborter = new AbortController();
    const memory = memoryFiles();
    const sending = sendFileByPort(clientOf(memory.files), file, {
      signal: aborter.signal,
      onProgress: () => aborter.abort(),
    });
    await expect(sending).rejects.not.toBeInstanceOf(ORPCError);
    expect(memory.sha256()).not.toBe(sha256);
  });
});
