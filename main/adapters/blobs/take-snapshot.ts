import { randomUUID } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { constants, open, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { SnapshotFailure, SnapshotResult } from '../../core/ports/blob-store.ts';
import type { CancelSignal } from '../../core/ports/time.ts';
import type { cloneFile } from './clone-file.ts';
import { errorCodeOf } from '../error-code-of.ts';
import { hashWhileCopying } from './hash-while-copying.ts';
import type { Copied } from './hash-while-copying.ts';
import { isDiskFull } from './is-disk-full.ts';
import type { PublishBlob } from './publish-blob.ts';
import { createTemporary } from './temporary-file.ts';

type Failed = Extract<SnapshotResult, { ok: false }>;

interface Source {
  readonly ok: true;
  readonly file: FileHandle;
  readonly seen: BigIntStats;
}

interface Snapshotting {
  readonly maxBytes: number;
  readonly signal: CancelSignal | undefined;
  readonly temporaryFolder: string;
  readonly clone: typeof cloneFile;
  readonly publish: PublishBlob;
}

// Not waiting for a writer: opening a named pipe must not hang. Windows has no such flag.
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Copies a file to its place in the store: all bytes as they were at one moment and safe on disk, or a reason. */
export async function takeSnapshot(path: string, how: Snapshotting): Promise<SnapshotResult> {
  const source = await openSource(path, how.maxBytes);
  if (!source.ok) return source;
  const temporary = join(how.temporaryFolder, randomUUID());
  try {
    const copied = await copySource(path, source, temporary, how);
    if (copied.kind === 'cancelled') return failed('cancelled', 'It was cancelled.');
    if (copied.kind === 'sizeDiffers' || !(await isUnchanged(path, source.seen))) {
      return failed('changed', 'The file changed while it was read.');
    }
    const sizeBytes = Number(source.seen.size);
    await how.publish(temporary, copied.sha256, sizeBytes);
    return { ok: true, sha256: copied.sha256, sizeBytes };
  } catch (error) {
    return explain(error);
  } finally {
    await source.file.close();
    await rm(temporary, { force: true });
  }
}

async function openSource(path: string, maxBytes: number): Promise<Source | Failed> {
  let file: FileHandle;
  try {
    file = await open(path, READ);
  } catch (error) {
    return explainOpening(error);
  }
  const seen = await file.stat({ bigint: true });
  const refused = refuse(seen, maxBytes);
  if (refused === null) return { ok: true, file, seen };
  await file.close();
  return refused;
}

function refuse(seen: BigIntStats, maxBytes: number): Failed | null {
  if (!seen.isFile()) return failed('notAFile', 'It is a folder or a device, not a file.');
  if (seen.size === 0n) return failed('empty', 'The file is empty.');
  if (seen.size > maxBytes) return failed('tooLarge', `The file has ${seen.size} bytes, ${maxBytes} are allowed.`);
  return null;
}

/** The temporary file is complete and synced when this resolves with `copied`. */
async function copySource(path: string, source: Source, temporary: string, how: Snapshotting): Promise<Copied> {
  const sizeBytes = Number(source.seen.size);
  const cloned = await how.clone(path, temporary);
  const target = cloned ? await open(temporary, constants.O_RDWR) : await createTemporary(temporary);
  try {
    const copied = cloned
      ? await hashWhileCopying(target, null, sizeBytes, how.signal)
      : await hashWhileCopying(source.file, target, sizeBytes, how.signal);
    if (copied.kind === 'copied') await target.sync();
    return copied;
  } finally {
    await target.close();
  }
}

/** Looks at the name again, not at the open file: a program may have put another file in its place. */
async function isUnchanged(path: string, seen: BigIntStats): Promise<boolean> {
  const now = await stat(path, { bigint: true }).catch(() => null);
  return (
    now !== null &&
    now.dev === seen.dev &&
    now.ino === seen.ino &&
    now.size === seen.size &&
    now.mtimeNs === seen.mtimeNs
  );
}

function explainOpening(error: unknown): Failed {
  const code = errorCodeOf(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
      return failed('missing', 'There is no such file.');
    case 'EISDIR':
    case 'ENXIO':
      return failed('notAFile', 'It is a folder or a device, not a file.');
    case null:
      throw error;
    default:
      return failed('unreadable', `The file cannot be read (${code}).`);
  }
}

function explain(error: unknown): Failed {
  const code = errorCodeOf(error);
  if (isDiskFull(error)) {
    return failed('diskFull', `The disk that holds the data folder has no room for it (${code}).`);
  }
  const reading = error instanceof Error && 'syscall' in error && error.syscall === 'read';
  if (reading) return failed('unreadable', `The file cannot be read (${code}).`);
  throw error;
}

function failed(failure: SnapshotFailure, detail: string): Failed {
  return { ok: false, failure, detail };
}
