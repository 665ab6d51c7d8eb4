import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { MAX_FILE_BYTES, MAX_LINK_BYTES } from '../../core/compose/check-draft.ts';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { AttachableFiles, IncomingStatus } from '../../core/ports/incoming-files.ts';
import { errorCodeOf } from '../error-code-of.ts';
import { type IncomingRecord, readRecord, writeRecord } from './incoming-record.ts';
import { oneAtATime } from './one-at-a-time.ts';

const CHUNK_BYTES = 3_932_160;
/** Row CU4. */
const MAX_AGE_MS = 2 * 60 * 60_000;
const MAX_IDLE_MS = 30 * 60_000;
/** A window streams a few at a time; who begins more does not finish what it began. */
const MAX_OPEN = 100;

interface Known extends IncomingRecord {
  readonly nextByte: number;
}

/**
 * Each file as `<uuid>.part`, the bytes so far, and `<uuid>.json`, what is known of it. How far it is, is the size of
 * the part; when it was last used, the part's time: so a kill at any instant forgets nothing that was answered.
 * What is too old is removed at the start and at each `begin`.
 */
export async function openDiskIncomingFiles(root: string, nowMs: () => number): Promise<AttachableFiles> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const inTurn = oneAtATime();
  const partOf = (id: string): string => join(root, `${id}.part`);
  const recordOf = (id: string): string => join(root, `${id}.json`);

  /** Ids come from requests and become names of files, so only a UUID is one. */
  async function find(id: string): Promise<Known | null> {
    if (!z.uuid().safeParse(id).success) return null;
    const record = await readRecord(recordOf(id));
    const part = await stat(partOf(id)).catch(() => null);
    if (record === null || part === null) return null;
    const isOld = nowMs() - record.begunAtMs >= MAX_AGE_MS || nowMs() - part.mtimeMs >= MAX_IDLE_MS;
    return isOld ? null : { ...record, nextByte: record.takenAtMs === null ? part.size : record.sizeBytes };
  }

  async function append(id: string, startByte: number, bytes: Uint8Array): Promise<void> {
    const part = await open(partOf(id), 'r+');
    try {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await part.write(bytes, done, bytes.length - done, startByte + done);
        done += bytesWritten;
      }
      await part.datasync();
    } finally {
      await part.close();
    }
    await touch(id);
  }

  /** By our own clock, which tests turn. */
  async function touch(id: string): Promise<void> {
    await utimes(partOf(id), nowMs() / 1000, nowMs() / 1000);
  }

  /** Returns how many files are not taken yet. */
  async function sweep(): Promise<number> {
    let unfinished = 0;
    for (const id of new Set((await readdir(root)).map((name) => name.split('.')[0] ?? name))) {
      const known = await find(id);
      if (known === null) await Promise.all([partOf(id), recordOf(id), `${recordOf(id)}.new`].map(remove));
      else if (known.takenAtMs === null) unfinished += 1;
    }
    return unfinished;
  }

  await sweep();

  return {
    begin: (file) =>
      // In turn with other beginnings, whose half-made files a sweep would take for remains.
      inTurn('begin', async () => {
        const { asLink = false } = file;
        if (file.sizeBytes > (asLink ? MAX_LINK_BYTES : MAX_FILE_BYTES)) throw tooLarge(asLink);
        if ((await sweep()) >= MAX_OPEN) throw tooMany();
        const id = randomUUID();
        await explainFullDisk(async () => {
          await writeFile(partOf(id), '', { flag: 'wx', mode: 0o600 });
          await touch(id);
          await writeRecord(recordOf(id), { ...file, asLink, begunAtMs: nowMs(), takenAtMs: null });
        });
        return { id, chunkBytes: CHUNK_BYTES };
      }),

    write: (id, startByte, bytes) =>
      inTurn(id, async () => {
        const known = await find(id);
        if (known === null) return null;
        const { nextByte, sizeBytes, takenAtMs } = known;
        if (startByte !== nextByte || takenAtMs !== null) return { written: false, nextByte };
        if (startByte + bytes.length > sizeBytes) throw beyondEnd();
        await explainFullDisk(() => append(id, startByte, bytes));
        return { written: true, nextByte: nextByte + bytes.length };
      }),

    status: (id) =>
      inTurn(id, async (): Promise<IncomingStatus | null> => {
        const known = await find(id);
        if (known === null) return null;
        const { begunAtMs: _, takenAtMs, ...status } = known;
        return { ...status, taken: takenAtMs !== null };
      }),

    finished: (id) =>
      inTurn(id, async () => {
        const known = await find(id);
        if (known === null || known.takenAtMs !== null || known.nextByte !== known.sizeBytes) return null;
        return { path: partOf(id), fileName: known.fileName, contentType: known.contentType };
      }),

    taken: (id) =>
      inTurn(id, async () => {
        const known = await find(id);
        if (known === null) return;
        const { nextByte: _, ...record } = known;
        await writeRecord(recordOf(id), { ...record, takenAtMs: nowMs() });
        // Its bytes are in the store of attachments; the empty part tells how long to remember it.
        await writeFile(partOf(id), '');
        await touch(id);
      }),
  };
}

async function remove(path: string): Promise<void> {
  await rm(path, { force: true });
}

async function explainFullDisk<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!['ENOSPC', 'EDQUOT', 'EFBIG'].includes(errorCodeOf(error) ?? '')) throw error;
    throw new MailroomError('disk_full', {
      message: 'The disk that holds the data folder has no room for this file. What arrived of it is kept.',
      remediation: 'Free some space and continue.',
      retriable: true,
      cause: error,
    });
  }
}

function tooLarge(asLink: boolean): MailroomError {
  return new MailroomError('source_too_large', {
    message: asLink
      ? 'This file is over 250 GB, the most that OneDrive takes. Nothing of it was kept.'
      : 'This file is over 150 MB, the most that a mail takes. Nothing of it was kept.',
    remediation: asLink ? 'Split it.' : 'Share it as a link instead.',
    field: 'sizeBytes',
  });
}

function tooMany(): MailroomError {
  return new MailroomError('validation_error', {
    message: `${String(MAX_OPEN)} files are arriving already. Nothing was kept of this one.`,
    remediation: 'Wait until some of them are attached.',
    retriable: true,
  });
}

function beyondEnd(): MailroomError {
  return new MailroomError('validation_error', {
    message: 'These bytes go beyond the size that the file began with. They were not written.',
    remediation: 'Begin again with the right size.',
    field: 'bytes',
  });
}
