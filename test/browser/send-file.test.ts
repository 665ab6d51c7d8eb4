import { describe, expect, it, onTestFinished } from 'vitest';
import { connectToBrowserHost } from '../../renderer/client/connect.ts';
import type { Connection } from '../../renderer/client/connection.ts';
import { type MemoryIncomingFiles, memoryIncomingFiles } from '../helpers/memory-incoming-files.ts';
import { seededRandom } from '../helpers/seeded-random.ts';
import { type BrowserDouble, browserOf, enter, startRig } from './browser-rig.ts';

const CHUNK = 1000;

async function open(
  change: (browser: BrowserDouble) => Partial<BrowserDouble> = () => ({}),
  incoming: MemoryIncomingFiles = memoryIncomingFiles(CHUNK),
) {
  const host = await startRig({ incoming });
  const browser = browserOf(host.origin, await enter(host.launchUrl()));
  const connection: Connection = connectToBrowserHost({ ...browser, ...change(browser) });
  onTestFinished(() => connection.close());
  return { incoming, connection, host };
}

function fileOf(sizeBytes: number): { file: File; bytes: Buffer } {
  const random = seededRandom(7);
  const bytes = Buffer.from(Array.from({ length: sizeBytes }, () => Math.floor(random.uniform() * 256)));
  return { file: new File([bytes], 'plans.zip', { type: 'application/zip' }), bytes };
}

/** Lets requests through until one matches, and then does something else with it, once. */
function onceAt(
  match: (method: string, url: string) => boolean,
  instead: (send: () => Promise<Response>) => Promise<Response>,
) {
  let done = false;
  return (browser: BrowserDouble): Partial<BrowserDouble> => ({
    fetch: (url, init) => {
      const send = (): Promise<Response> => browser.fetch(url, init);
      if (done || !match(init?.method ?? 'GET', url)) return send();
      done = true;
      return instead(send);
    },
  });
}

const isSecondChunk = (method: string, url: string): boolean => method === 'PUT' && url.includes(`start=${CHUNK}&`);

describe('sending a file to the engine', () => {
  it('sends it in chunks and tells what has arrived', async () => {
    const { incoming, connection } = await open();
    const { file, bytes } = fileOf(2 * CHUNK + 1);
    const progress: number[] = [];
    const sent = await connection.sendFile(file, { onProgress: (confirmed) => progress.push(confirmed) });
    expect(incoming.bytesOf(sent.incoming).equals(bytes)).toBe(true);
    expect(progress).toEqual([CHUNK, 2 * CHUNK, 2 * CHUNK + 1]);
  });

  it('continues after a connection that was lost before a chunk arrived', async () => {
    const { incoming, connection } = await open(
      onceAt(isSecondChunk, () => Promise.reject(new TypeError('fetch failed'))),
    );
    const { file, bytes } = fileOf(3 * CHUNK);
    const sent = await connection.sendFile(file);
    expect(incoming.bytesOf(sent.incoming).equals(bytes)).toBe(true);
  });

  it('does not send again what arrived although its answer was lost', async () => {
    const starts: string[] = [];
    const { incoming, connection } = await open((browser) => {
      const cut = onceAt(isSecondChunk, async (send) => {
        await send();
        throw new TypeError('fetch failed');
      })(browser);
      return {
        fetch: (url, init) => {
          if (init?.method === 'PUT') starts.push(/start=(\d+)/.exec(url)?.[1] ?? '');
          return (cut.fetch ?? browser.fetch)(url, init);
        },
      };
    });
    const { file, bytes } = fileOf(3 * CHUNK);
    const sent = await connection.sendFile(file);
    expect(incoming.bytesOf(sent.incoming).equals(bytes)).toBe(true);
    expect(starts).toEqual(['0', '1000', '2000']);
  });

  it('begins again when the engine no longer knows the file', async () => {
    const begun: string[] = [];
    const incoming = memoryIncomingFiles(CHUNK);
    const remembering: MemoryIncomingFiles = {
      ...incoming,
      begin: async (file) => {
        const session = await incoming.begin(file);
        begun.push(session.id);
        return session;
      },
    };
    const forgetting = onceAt(isSecondChunk, (send) => {
      incoming.forget(begun[0] ?? '');
      return send();
    });
    const { connection } = await open(forgetting, remembering);
    const { file, bytes } = fileOf(3 * CHUNK);
    const sent = await connection.sendFile(file);
    expect(begun).toEqual([expect.any(String), sent.incoming]);
    expect(incoming.bytesOf(sent.incoming).equals(bytes)).toBe(true);
  });

  it('rejects with the structured error when the engine will not have the file', async () => {
    const { connection } = await open();
    await expect(connection.sendFile(new File([], 'nothing.txt'))).rejects.toMatchObject({
      name: 'FileNotSent',
      structured: { error_code: 'validation_error' },
    });
  });

  it('stops when its signal aborts', async () => {
    const leaving = new AbortController();
    const { connection } = await open();
    const sending = connection.sendFile(fileOf(5 * CHUNK).file, {
      onProgress: () => leaving.abort(),
      signal: leaving.signal,
    });
    await expect(sending).rejects.toMatchObject({ name: 'AbortError' });
  });
});
