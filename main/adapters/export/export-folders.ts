import { randomUUID } from 'node:crypto';
import { constants, open, readdir, realpath, rm } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { nameRegister } from '../../core/files/name-register.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { BlobStore } from '../../core/ports/blob-store.ts';
import type {
  ExportFolder,
  ExportFolders,
  StoredBytes,
  WriteFailure,
  WriteResult,
} from '../../core/ports/file-exports.ts';
import type { CancelSignal } from '../../core/ports/time.ts';
import { isDiskFull } from '../blobs/is-disk-full.ts';
import { syncFolder } from '../blobs/sync-folder.ts';
import { writeAll } from '../blobs/temporary-file.ts';
import { errorCodeOf } from '../error-code-of.ts';
import { type Marking, markFromOutside, systemMarking } from './mark-from-outside.ts';
import { placeNew } from './place-new.ts';
import { readVerified } from './read-verified.ts';

type Blobs = Pick<BlobStore, 'open'>;
type Failed = Extract<WriteResult, { kind: 'failed' }>;

// Windows knows no O_NOFOLLOW. Never executable: without that right nothing of it runs on POSIX systems.
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
const READABLE = 0o666;

/** Folders of the disk. `marking` is exchanged by tests for that of other systems. */
export function diskExportFolders(blobs: Blobs, marking: Marking = systemMarking): ExportFolders {
  return {
    async open(path) {
      try {
        const root = await realpath(path);
        const register = nameRegister(await readdir(root));
        return { write: (bytes, name, signal) => write({ root, register, blobs, marking }, bytes, name, signal) };
      } catch (error) {
        const { failure, code } = explain(error);
        if (failure === 'folderMissing' || failure === 'notWritable') return { failure, code: code ?? '' };
        throw error;
      }
    },
  };
}

interface Place {
  readonly root: string;
  readonly register: ReturnType<typeof nameRegister>;
  readonly blobs: Blobs;
  readonly marking: Marking;
}

async function write(
  place: Place,
  bytes: StoredBytes,
  name: string,
  signal: CancelSignal | undefined,
): ReturnType<ExportFolder['write']> {
  // In the folder itself, so that the finished file only has to get its name.
  const temporary = join(place.root, `.mailroom-${randomUUID()}.part`);
  try {
    const copied = await copyTo(temporary, place.blobs, bytes, signal);
    if (copied !== 'copied') return failed(copied, null);
    const mark = await markFromOutside(temporary, place.marking);
    const path = await giveName(place, temporary, name);
    // Some network folders cannot be synced; the file is there all the same.
    await syncFolder(place.root).catch(() => undefined);
    return { kind: 'written', name: basename(path), path, lacksMark: mark === 'unheld' };
  } catch (error) {
    return explain(error);
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

async function copyTo(
  temporary: string,
  blobs: Blobs,
  bytes: StoredBytes,
  signal: CancelSignal | undefined,
): Promise<'copied' | 'damaged' | 'cancelled'> {
  const target = await open(temporary, CREATE, READABLE);
  try {
    let sizeBytes = 0;
    for await (const piece of readVerified(blobs, bytes)) {
      if (signal?.aborted === true) return 'cancelled';
      await writeAll(target, piece, sizeBytes);
      sizeBytes += piece.length;
    }
    await target.sync();
    return 'copied';
  } catch (error) {
    if (error instanceof MailroomError) return 'damaged';
    throw error;
  } finally {
    await target.close();
  }
}

async function giveName({ root, register }: Place, temporary: string, name: string): Promise<string> {
  for (;;) {
    const path = join(root, register.take(name));
    if (!isInside(root, path)) throw new Error('a file would leave its folder');
    if (await placeNew(temporary, path)) return path;
  }
}

/** With the separator: a folder whose name only begins like ours is another one. */
function isInside(root: string, path: string): boolean {
  return path === join(root, basename(path)) && path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Rethrows what no system would say of a folder. */
function explain(error: unknown): Failed {
  const code = errorCodeOf(error);
  if (code === null) throw error;
  return failed(isDiskFull(error) ? 'diskFull' : failureOf(code), code);
}

function failureOf(code: string): WriteFailure {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'folderMissing';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'notWritable';
    default:
      return 'other';
  }
}

function failed(failure: WriteFailure, code: string | null): Failed {
  return { kind: 'failed', failure, code };
}
