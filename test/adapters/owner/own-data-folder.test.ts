import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readOwnerContact } from '../../../main/adapters/owner/owner-contact.ts';
import { ownDataFolder } from '../../../main/adapters/owner/own-data-folder.ts';
import type { DataFolderOwner } from '../../../main/adapters/owner/own-data-folder.ts';
import { insertBlob } from '../../../main/adapters/sqlite/insert-blob.ts';
import { sha256 } from '../../../contract/ids.ts';
import { temporaryFolder } from '../../helpers/open-test-database.ts';

const STARTS = 200;
const NEW_FOLDER_EVERY = 10;
const windows = process.platform === 'win32';
const nowMs = (): number => 1000;

interface Told {
  readonly kind: 'started' | 'owner' | 'ownedByOther' | 'released';
  readonly epoch: number;
}

function own(dataDir: string): DataFolderOwner {
  const ownership = ownDataFolder(dataDir, nowMs);
  if (ownership.kind !== 'owner') throw new Error('someone else owns the folder');
  onTestFinished(() => ownership.release());
  return ownership;
}

async function startProcess(): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'owning-process.ts'));
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}

async function tell(child: ChildProcess, dataDir: string | null): Promise<Told> {
  child.send(dataDir as never);
  const [told] = await once(child, 'message');
  return told as Told;
}

describe('a data folder', () => {
  test('belongs to the first that asks, and others learn how to reach it', () => {
    const dataDir = join(temporaryFolder(), 'data');
    const owner = own(dataDir);
    expect(ownDataFolder(dataDir, nowMs)).toEqual({ kind: 'ownedByOther', contact: owner.contact });
    expect(owner.contact).toMatchObject({ pid: process.pid, epoch: 1, startedAtMs: 1000 });
    expect(owner.contact.token).toMatch(/^[\w-]{43}$/);
  });

  test('is free again after release, with the next epoch and another token', () => {
    const dataDir = temporaryFolder();
    const first = own(dataDir);
    first.release();
    first.release();
    expect(readOwnerContact(dataDir)).toBeNull();
    const second = own(dataDir);
    expect(second.epoch).toBe(first.epoch + 1);
    expect(second.contact.token).not.toBe(first.contact.token);
    first.release();
    expect(ownDataFolder(dataDir, nowMs).kind).toBe('ownedByOther');
  });

  test('is free again when its database cannot be opened', () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'mailroom.db'), 'no database '.repeat(1000));
    const refused = expect.objectContaining({ code: 'database_unsafe' });
    expect(() => ownDataFolder(dataDir, nowMs)).toThrow(refused);
    expect(() => ownDataFolder(dataDir, nowMs)).toThrow(refused);
  });

  test.skipIf(windows)('holds files for its user alone', () => {
    const dataDir = join(temporaryFolder(), 'data');
    own(dataDir);
    const names = readdirSync(dataDir);
    expect(names).toContain('owner.json');
    expect(names).toContain('owner.lock');
    for (const name of names) expect([name, statSync(join(dataDir, name)).mode & 0o777]).toEqual([name, 0o600]);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });

  test('whose notes were written only in part still says that it is owned', () => {
    const dataDir = temporaryFolder();
    own(dataDir);
    writeFileSync(join(dataDir, 'owner.json'), '{"pid": 1');
    expect(ownDataFolder(dataDir, nowMs)).toEqual({ kind: 'ownedByOther', contact: null });
  });
});

describe('among processes', () => {
  test('asking twice in the owning process does not let another process in', async () => {
    const dataDir = temporaryFolder();
    own(dataDir);
    ownDataFolder(dataDir, nowMs);
    expect(await tell(await startProcess(), dataDir)).toEqual({ kind: 'ownedByOther', epoch: 0 });
  });

  test('SIGKILL frees the folder at once, and the next owner has the next epoch', async () => {
    const dataDir = temporaryFolder();
    const child = await startProcess();
    expect(await tell(child, dataDir)).toEqual({ kind: 'owner', epoch: 1 });
    expect(ownDataFolder(dataDir, nowMs)).toMatchObject({ kind: 'ownedByOther', contact: { pid: child.pid } });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(own(dataDir).epoch).toBe(2);
  });

  test(`of two that start at the same time exactly one owns the folder, ${STARTS} times`, async () => {
    const children = await Promise.all([startProcess(), startProcess()]);
    let dataDir = '';
    for (let start = 0; start < STARTS; start += 1) {
      if (start % NEW_FOLDER_EVERY === 0) dataDir = join(temporaryFolder(), 'new');
      const told = await Promise.all(children.map((child) => tell(child, dataDir)));
      const owners = told.filter(({ kind }) => kind === 'owner');
      expect(owners).toEqual([{ kind: 'owner', epoch: (start % NEW_FOLDER_EVERY) + 1 }]);
      await Promise.all(children.map((child) => tell(child, null)));
    }
  });

  test('a former owner that lost the lock without dying is fenced out', () => {
    const dataDir = temporaryFolder();
    const former = own(dataDir);
    // Someone deleted the lock file, so the next start finds a new one and takes it.
    renameSync(join(dataDir, 'owner.lock'), join(dataDir, 'gone'));
    const next = own(dataDir);
    const sha = sha256.parse('a'.repeat(64));
    expect(() => insertBlob(former.db, sha, 1, 0)).toThrow(expect.objectContaining({ code: 'data_folder_busy' }));
    insertBlob(next.db, sha, 1, 0);
    expect(next.db.connection.prepare('SELECT count(*) FROM blob').pluck().get()).toBe(1);
  });
});
