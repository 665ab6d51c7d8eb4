import { createHash } from 'node:crypto';
import { readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Sha256, sha256 } from '../../../contract/ids.ts';
import { openDiskBlobStore } from '../../../main/adapters/blobs/disk-blob-store.ts';
import { temporaryFolder } from '../../helpers/open-test-database.ts';

const pieces = [Buffer.from('one '), Buffer.alloc(0), Buffer.from('two '), Buffer.alloc(200_000, 'three')];
const whole = Buffer.concat(pieces);
const name = digest(whole);
const limits = { maxBytes: 1_000_000, expectedBytes: whole.length };

function digest(content: Uint8Array): Sha256 {
  return sha256.parse(createHash('sha256').update(content).digest('hex'));
}

async function* coming(parts: readonly Uint8Array[] = pieces, atEnd: () => void = () => undefined) {
  for (const part of parts) yield await Promise.resolve(part);
  atEnd();
}

async function emptyStore() {
  const root = join(temporaryFolder(), 'blobs');
  const store = await openDiskBlobStore(root);
  const path = (stored: Sha256): string => join(root, stored.slice(0, 2), stored);
  return { store, root, path };
}

async function readBack(store: Awaited<ReturnType<typeof openDiskBlobStore>>, stored: Sha256): Promise<Buffer> {
  const reader = await store.open(stored);
  const target = Buffer.alloc(reader.sizeBytes);
  await reader.read(target, 0);
  await reader.close();
  return target;
}

describe('GW2: bytes that are received', () => {
  test('are one file under their own digest', async () => {
    const { store, root } = await emptyStore();
    expect(await store.receive(coming(), limits)).toEqual({ ok: true, sha256: name, sizeBytes: whole.length });
    expect((await readBack(store, name)).equals(whole)).toBe(true);
    expect(readdirSync(join(root, 'tmp'))).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('are for their user alone', async () => {
    const { store, path } = await emptyStore();
    await store.receive(coming(), limits);
    expect(statSync(path(name)).mode & 0o777).toBe(0o600);
  });

  test('may come without a length that was said before', async () => {
    const { store } = await emptyStore();
    const received = await store.receive(coming(), { ...limits, expectedBytes: null });
    expect(received).toMatchObject({ ok: true, sizeBytes: whole.length });
  });

  test('may be none', async () => {
    const { store } = await emptyStore();
    const none = digest(Buffer.alloc(0));
    const received = await store.receive(coming([]), { maxBytes: 0, expectedBytes: 0 });
    expect(received).toEqual({ ok: true, sha256: none, sizeBytes: 0 });
    expect(await store.has(none)).toBe(true);
  });

  test('are kept once, also when they come four times at once', async () => {
    const { store, root } = await emptyStore();
    const all = await Promise.all([1, 2, 3, 4].map(() => store.receive(coming(), limits)));
    expect(all.every((received) => received.ok && received.sha256 === name)).toBe(true);
    const stored = readdirSync(root, { recursive: true, encoding: 'utf8' });
    expect(new Set(stored)).toEqual(new Set(['tmp', name.slice(0, 2), join(name.slice(0, 2), name)]));
  });

  test('replace a file of their name and another size', async () => {
    const { store, path } = await emptyStore();
    await store.receive(coming(), limits);
    truncateSync(path(name), 5);
    await store.receive(coming(), limits);
    expect((await readBack(store, name)).equals(whole)).toBe(true);
  });
});

describe('GW2: nothing is left of bytes', () => {
  const stopped = new AbortController();
  stopped.abort();

  test.each([
    ['that are fewer than announced', { ...limits, expectedBytes: whole.length + 1 }, undefined, 'wrongLength'],
    ['that are more than announced', { ...limits, expectedBytes: 5 }, undefined, 'wrongLength'],
    ['that are more than allowed', { maxBytes: 199_999, expectedBytes: null }, undefined, 'tooLarge'],
    ['that were cancelled', limits, stopped.signal, 'cancelled'],
  ])('%s', async (_what, said, signal, failure) => {
    const { store, root } = await emptyStore();
    expect(await store.receive(coming(), said, signal)).toEqual({ ok: false, failure });
    expect(readdirSync(root, { recursive: true })).toEqual(['tmp']);
  });

  test('that are cancelled with the last of them', async () => {
    const { store, root } = await emptyStore();
    const aborter = new AbortController();
    const received = await store.receive(
      coming(pieces, () => aborter.abort()),
      limits,
      aborter.signal,
    );
    expect(received).toEqual({ ok: false, failure: 'cancelled' });
    expect(readdirSync(root, { recursive: true })).toEqual(['tmp']);
  });

  test('whose announced length is too large; they are not even asked for', async () => {
    const { store, root } = await emptyStore();
    let asked = false;
    const source = coming([], () => (asked = true));
    expect(await store.receive(source, { maxBytes: 10, expectedBytes: 11 })).toEqual({
      ok: false,
      failure: 'tooLarge',
    });
    expect([asked, readdirSync(root)]).toEqual([false, ['tmp']]);
  });

  test('that break off, and who sent them learns why', async () => {
    const { store, root } = await emptyStore();
    const breaking = coming(pieces, () => {
      throw new Error('the line is dead');
    });
    await expect(store.receive(breaking, limits)).rejects.toThrow('the line is dead');
    expect(readdirSync(root, { recursive: true })).toEqual(['tmp']);
  });
});
