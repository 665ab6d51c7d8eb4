import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../contract/ids.ts';
import type { Sha256 } from '../../../contract/ids.ts';
import { openDiskBlobStore } from '../../../main/adapters/blobs/disk-blob-store.ts';
import type { BlobStore } from '../../../main/core/ports/blob-store.ts';
import { temporaryFolder } from '../../helpers/open-test-database.ts';

const LIMITS = { maxBytes: 10_000_000 };
const windows = process.platform === 'win32';

/** Bytes that differ everywhere and do not end on a buffer's border. */
const bytes = Buffer.alloc(3 * 2 ** 20 + 17, 'never the same line twice? ').map((byte, index) => byte ^ (index >> 7));

function digest(content: Uint8Array): Sha256 {
  return sha256.parse(createHash('sha256').update(content).digest('hex'));
}

function writeSource(content: Uint8Array = bytes): { folder: string; source: string; blobs: string } {
  const folder = temporaryFolder();
  const source = join(folder, 'plans.zip');
  writeFileSync(source, content);
  return { folder, source, blobs: join(folder, 'blobs') };
}

async function readBack(store: BlobStore, name: Sha256): Promise<Buffer> {
  const reader = await store.open(name);
  const target = Buffer.alloc(reader.sizeBytes);
  expect(await reader.read(target, 0)).toBe(reader.sizeBytes);
  await reader.close();
  return target;
}

/** Whatever went wrong, the store is as empty as it was. */
function expectEmpty(blobs: string): void {
  expect(readdirSync(blobs, { recursive: true })).toEqual(['tmp']);
}

/** Does something to the source in the middle of the copy, the way another program would. */
function storeThatIsDisturbed(blobs: string, disturb: () => void): Promise<BlobStore> {
  return openDiskBlobStore(blobs, async () => {
    disturb();
    return false;
  });
}

describe('a snapshot', () => {
  test('holds the bytes under their own digest', async () => {
    const { source, blobs } = writeSource();
    const store = await openDiskBlobStore(blobs);
    const name = digest(bytes);
    expect(await store.snapshot(source, LIMITS)).toEqual({ ok: true, sha256: name, sizeBytes: bytes.length });
    expect(await store.has(name)).toBe(true);
    expect((await readBack(store, name)).equals(bytes)).toBe(true);
    expect(readdirSync(join(blobs, 'tmp'))).toEqual([]);
  });

  test.skipIf(windows)('is for its user alone', async () => {
    const { source, blobs } = writeSource();
    await (await openDiskBlobStore(blobs)).snapshot(source, LIMITS);
    const name = digest(bytes);
    expect(statSync(join(blobs, name.slice(0, 2), name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(blobs, name.slice(0, 2))).mode & 0o777).toBe(0o700);
  });

  test('is the file as it was, whatever happens to the file afterwards', async () => {
    const { source, blobs } = writeSource();
    const store = await openDiskBlobStore(blobs);
    await store.snapshot(source, LIMITS);
    truncateSync(source, 5);
    rmSync(source);
    expect((await readBack(store, digest(bytes))).equals(bytes)).toBe(true);
  });

  test('of the same bytes is kept once, also when many are taken at the same time', async () => {
    const { folder, source, blobs } = writeSource();
    const store = await openDiskBlobStore(blobs);
    copyFileSync(source, join(folder, 'copy.zip'));
    const paths = [source, join(folder, 'copy.zip'), source, source];
    const results = await Promise.all(paths.map((path) => store.snapshot(path, LIMITS)));
    expect(new Set(results.map((result) => result.ok && result.sha256))).toEqual(new Set([digest(bytes)]));
    const name = digest(bytes);
    const stored: string[] = readdirSync(blobs, { recursive: true, encoding: 'utf8' });
    expect(new Set(stored)).toEqual(new Set(['tmp', name.slice(0, 2), join(name.slice(0, 2), name)]));
  });

  test('hashes the copy that a file system made by itself', async () => {
    const { source, blobs } = writeSource();
    const store = await openDiskBlobStore(blobs, async (from, to) => {
      copyFileSync(from, to);
      return true;
    });
    const name = digest(bytes);
    expect(await store.snapshot(source, LIMITS)).toEqual({ ok: true, sha256: name, sizeBytes: bytes.length });
    expect((await readBack(store, name)).equals(bytes)).toBe(true);
  });

  test('replaces a stored file of the right name and the wrong size', async () => {
    const { source, blobs } = writeSource();
    const store = await openDiskBlobStore(blobs);
    const name = digest(bytes);
    await store.snapshot(source, LIMITS);
    truncateSync(join(blobs, name.slice(0, 2), name), 5);
    await store.snapshot(source, LIMITS);
    expect((await readBack(store, name)).equals(bytes)).toBe(true);
  });

  test('follows a link to the file that it means', async () => {
    const { folder, source, blobs } = writeSource();
    symlinkSync(source, join(folder, 'link.zip'));
    const store = await openDiskBlobStore(blobs);
    expect(await store.snapshot(join(folder, 'link.zip'), LIMITS)).toMatchObject({ ok: true, sha256: digest(bytes) });
  });

  test('leaves nothing when it is cancelled', async () => {
    const { source, blobs } = writeSource();
    const cancel = new AbortController();
    const store = await storeThatIsDisturbed(blobs, () => cancel.abort());
    expect(await store.snapshot(source, LIMITS, cancel.signal)).toMatchObject({ ok: false, failure: 'cancelled' });
    expectEmpty(blobs);
  });
});

describe('a file that cannot be sent', () => {
  test('is missing, a folder, empty or too large: each has its own word', async () => {
    const { folder, source, blobs } = writeSource();
    const store = await openDiskBlobStore(blobs);
    writeFileSync(join(folder, 'empty.txt'), '');
    const failures = await Promise.all([
      store.snapshot(join(folder, 'nowhere.zip'), LIMITS),
      store.snapshot(join(source, 'below-a-file'), LIMITS),
      store.snapshot(folder, LIMITS),
      store.snapshot(join(folder, 'empty.txt'), LIMITS),
      store.snapshot(source, { maxBytes: bytes.length - 1 }),
    ]);
    expect(failures.map((result) => !result.ok && result.failure)).toEqual([
      'missing',
      'missing',
      'notAFile',
      'empty',
      'tooLarge',
    ]);
    expect(await store.snapshot(source, { maxBytes: bytes.length })).toMatchObject({ ok: true });
  });

  test.skipIf(windows)('is a device or a pipe that would never end', async () => {
    const { folder, blobs } = writeSource();
    const store = await openDiskBlobStore(blobs);
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const path of ['/dev/zero', pipe]) {
      expect(await store.snapshot(path, LIMITS)).toMatchObject({ failure: 'notAFile' });
    }
  });

  test.each<[string, (source: string) => void]>([
    ['grows', (source) => appendFileSync(source, 'more')],
    ['shrinks', (source) => truncateSync(source, 100)],
    ['is removed', (source) => rmSync(source)],
    ['is edited in place', (source) => writeFileSync(source, Buffer.from(bytes).fill(0, 0, 1000), { flag: 'r+' })],
    [
      'is replaced by another of the same size',
      (source) => {
        writeFileSync(`${source}.new`, bytes);
        renameSync(`${source}.new`, source);
      },
    ],
  ])('%s while it is read', async (_, disturb) => {
    const { source, blobs } = writeSource();
    const store = await storeThatIsDisturbed(blobs, () => disturb(source));
    expect(await store.snapshot(source, LIMITS)).toEqual({
      ok: false,
      failure: 'changed',
      detail: 'The file changed while it was read.',
    });
    expectEmpty(blobs);
  });
});

describe('the store', () => {
  test('removes what an earlier process left half-written, and nothing else', async () => {
    const { source, blobs } = writeSource();
    await (await openDiskBlobStore(blobs)).snapshot(source, LIMITS);
    mkdirSync(join(blobs, 'tmp'), { recursive: true });
    writeFileSync(join(blobs, 'tmp', 'half'), 'half');
    const store = await openDiskBlobStore(blobs);
    expect(readdirSync(join(blobs, 'tmp'))).toEqual([]);
    expect((await readBack(store, digest(bytes))).equals(bytes)).toBe(true);
  });

  test('reads any part, and less than asked only at the end', async () => {
    const { source, blobs } = writeSource();
    const store = await openDiskBlobStore(blobs);
    await store.snapshot(source, LIMITS);
    const reader = await store.open(digest(bytes));
    const target = Buffer.alloc(1000);
    expect(await reader.read(target, 12_345)).toBe(1000);
    expect(target.equals(bytes.subarray(12_345, 13_345))).toBe(true);
    expect(await reader.read(target, bytes.length - 10)).toBe(10);
    expect(target.subarray(0, 10).equals(bytes.subarray(-10))).toBe(true);
    expect(await reader.read(target, bytes.length)).toBe(0);
    await reader.close();
  });

  test('forgets a removed file, and says so when it is opened', async () => {
    const { source, blobs } = writeSource();
    const store = await openDiskBlobStore(blobs);
    await store.snapshot(source, LIMITS);
    const name = digest(bytes);
    await store.remove(name);
    await store.remove(name);
    expect(await store.has(name)).toBe(false);
    await expect(store.open(name)).rejects.toMatchObject({ code: 'source_missing' });
    expect(readFileSync(source).equals(bytes)).toBe(true);
  });

  test('has no such file as soon as it is told to remove it, and whoever reads it reads on', async () => {
    const { source, blobs } = writeSource();
    const store = await openDiskBlobStore(blobs);
    await store.snapshot(source, LIMITS);
    const name = digest(bytes);
    expect(store.hasNow(name)).toBe(true);
    const reader = await store.open(name);
    const removed = store.remove(name);
    expect(store.hasNow(name)).toBe(false);
    await removed;
    const target = Buffer.alloc(bytes.length);
    expect(await reader.read(target, 0)).toBe(bytes.length);
    await reader.close();
    expect(readdirSync(join(blobs, 'tmp'))).toEqual([]);
    expect(await store.snapshot(source, LIMITS)).toMatchObject({ ok: true, sha256: name });
    expect((await readBack(store, name)).equals(bytes)).toBe(true);
  });
});
