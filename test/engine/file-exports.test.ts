import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lendPurpose, type SavedFile } from '../../contract/file-exports-api.ts';
import { type FileId, fileId } from '../../contract/files.ts';
import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { takeOver } from '../../main/adapters/sqlite/take-over.ts';
import type { LentCopies } from '../../main/core/ports/file-exports.ts';
import { openEngine } from '../../main/engine.ts';
import { fileExportProcedures } from '../../main/engine/file-export-procedures.ts';
import type { ApiClient, Engine } from '../../main/engine/host.ts';
import { sampleFile } from '../core/files/sample-file.ts';
import { collectFile } from '../helpers/collect-file.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';

type Changes = Parameters<typeof collectFile>[3];

async function open(dataDir: string): Promise<Engine> {
  const env = {
    MS_ACCESS_TOKEN: 'test-token',
    MS_GRAPH_BASE_URL: 'http://127.0.0.1:9/v1.0',
    MAILROOM_POLICY_FILE: join(dataDir, 'no-policy.json'),
  };
  const engine = await openEngine({ env, dataDir, log: () => undefined, startSandbox }, { work: false });
  onTestFinished(() => engine.close());
  return engine;
}

/** The engine with these files collected, and a folder to save into. */
async function engineWith(...files: Changes[]) {
  const dataDir = temporaryFolder();
  const target = join(dataDir, 'target');
  mkdirSync(target);
  const db = takeOver(openDatabase(dataDir, 0), { pid: process.pid, bootId: null, nowMs: 0 });
  const ids = files.map((file, index) => collectFile(db, dataDir, index + 1, file));
  db.connection.close();
  const engine = await open(dataDir);
  const window: ApiClient = createRouterClient(engine.router ?? {}, { context: {} }) as ApiClient;
  const saved = (): Record<string, string> =>
    Object.fromEntries(readdirSync(target).map((name) => [name, readFileSync(join(target, name), 'utf8')]));
  return { dataDir, target, ids, engine, client: engine.client, window, saved };
}

async function save(
  client: ApiClient,
  ids: FileId[],
  folder: string,
  pattern: string | null = null,
): Promise<SavedFile[]> {
  const results: SavedFile[] = [];
  for await (const result of await client.files.save({ ids, folder, pattern })) results.push(result);
  return results;
}

const startSandbox = (): Promise<never> => Promise.reject(new Error('not here'));

const damaged = (dataDir: string, content: string): void => {
  const root = join(dataDir, 'blobs');
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const full = join(root, path);
    if (statSync(full).isFile() && readFileSync(full, 'utf8') === content)
      writeFileSync(full, 'x'.repeat(content.length));
  }
};

describe('saving collected files', () => {
  it('I5: writes each under a safe name, and says how far it is', async () => {
    const { client, target, ids, saved } = await engineWith(
      {},
      { name: '../../PLANS.pdf' },
      { name: 'Re: minutes', kind: 'item', type: 'mail', contentType: 'message/rfc822' },
    );
    const results = await save(client, [...ids, ...ids], target);
    expect(results).toEqual(
      ['plans.pdf', 'PLANS (2).pdf', 'Re_ minutes.eml'].map((name, index) => ({
        kind: 'saved',
        id: ids[index],
        name,
        lacksMark: false,
        done: index + 1,
        of: 3,
      })),
    );
    expect(saved()).toEqual({
      'plans.pdf': 'content 1',
      'PLANS (2).pdf': 'content 2',
      'Re_ minutes.eml': 'content 3',
    });
  });

  it('I11: names them by a pattern, as the preview says', async () => {
    const { client, target, ids, saved } = await engineWith({}, { name: 'scan.png', subject: 'CON' });
    const pattern = '{n} {from} {subject} {name}';
    const names = ['1 Orders (sandbox) Plans 11_2026 plans.pdf', '2 Orders (sandbox) CON scan.png'];
    expect(await client.files.previewNames({ ids, pattern })).toEqual(
      ids.map((id, index) => ({ id, name: names[index] })),
    );
    await save(client, ids, target, pattern);
    expect(Object.keys(saved())).toEqual(names);
  });

  it('goes on after a file that cannot be saved, and says why', async () => {
    const { client, target, ids, dataDir, saved } = await engineWith(
      { content: 'damaged' },
      { state: 'downloading' },
      { state: 'link', kind: 'link' },
      { name: 'whole.pdf' },
    );
    damaged(dataDir, 'damaged');
    const unknown = fileId.parse('7');
    const results = await save(client, [unknown, ...ids], target);
    expect(results.map((result) => (result.kind === 'failed' ? result.error.error_code : result.name))).toEqual([
      'file_not_found',
      'file_damaged',
      'message_state_conflict',
      'message_state_conflict',
      'whole.pdf',
    ]);
    expect(saved()).toEqual({ 'whole.pdf': 'content 4' });
  });

  it('has a damaged file fetched again, for the mailbox has the original', async () => {
    const { client, target, ids, dataDir, engine } = await engineWith({ content: 'damaged' });
    damaged(dataDir, 'damaged');
    await save(client, ids, target);
    const [again] = await save(client, ids, target);
    expect(again).toMatchObject({
      kind: 'failed',
      error: { error_code: 'message_state_conflict', details: { state: 'queued' } },
    });
    await engine.close();
    const db = openDatabase(dataDir, 0).connection;
    const jobs = db.prepare("SELECT kind, state FROM job WHERE kind = 'ingest.message'").all();
    db.close();
    expect(jobs).toEqual([{ kind: 'ingest.message', state: 'ready' }]);
  });

  it.each([
    ['{datum}', 'validation_error', 'pattern'],
    ['a/{name}', 'validation_error', 'pattern'],
  ])('writes nothing with the pattern %s', async (pattern, error_code, field) => {
    const { client, target, ids, saved } = await engineWith({});
    await expect(save(client, ids, target, pattern)).rejects.toMatchObject({ data: { error: { error_code, field } } });
    await expect(client.files.previewNames({ ids, pattern })).rejects.toMatchObject({
      data: { error: { error_code } },
    });
    expect(saved()).toEqual({});
  });

  it('refuses a folder that is none before it writes anything', async () => {
    const { client, target, ids } = await engineWith({});
    for (const folder of [join(target, 'nowhere'), 'relative']) {
      await expect(save(client, ids, folder)).rejects.toMatchObject({
        data: {
          error: {
            error_code: 'folder_unusable',
            field: 'folder',
            message: expect.stringMatching(/Nothing was saved\.$/),
          },
        },
      });
    }
  });

  it('says for each file that the folder has gone', async () => {
    const { client, target, ids } = await engineWith({}, {});
    const results: SavedFile[] = [];
    for await (const result of await client.files.save({ ids, folder: target, pattern: null })) {
      results.push(result);
      rmSync(target, { recursive: true, force: true });
    }
    expect(results).toMatchObject([{ kind: 'saved' }, { kind: 'failed', error: { error_code: 'folder_unusable' } }]);
  });

  it('stops between files when whoever asked has gone', async () => {
    const { client, target, ids, saved } = await engineWith({ name: 'a.txt' }, { name: 'b.txt' }, { name: 'c.txt' });
    const aborter = new AbortController();
    const stream = await client.files.save({ ids, folder: target, pattern: null }, { signal: aborter.signal });
    await stream.next();
    aborter.abort();
    await stream.return(undefined);
    expect(Object.keys(saved())).toEqual(['a.txt']);
  });
});

describe('S1: a window', () => {
  it('cannot name a folder, but one that a person chose', async () => {
    const { client, window, target, ids, saved } = await engineWith({});
    await expect(save(window, ids, target)).rejects.toMatchObject({
      data: { error: { error_code: 'folder_unusable' } },
    });
    await expect(window.files.grantFolder({ folder: target })).rejects.toMatchObject({
      data: { error: { error_code: 'usage_error' } },
    });
    expect(saved()).toEqual({});
    const { grant, name } = await client.files.grantFolder({ folder: target });
    expect([name, grant.includes(target)]).toEqual(['target', false]);
    await save(window, ids, grant);
    expect(saved()).toEqual({ 'plans.pdf': 'content 1' });
  });

  it('gets no path of a file', async () => {
    const { window, ids } = await engineWith({});
    await expect(window.files.lend({ ids, purpose: 'open' })).rejects.toMatchObject({
      data: { error: { error_code: 'usage_error' } },
    });
  });
});

describe('lending collected files', () => {
  it('I6: gives copies of our own, and none to open of a dangerous kind', async () => {
    const { client, ids, dataDir } = await engineWith(
      {},
      { name: 'invoice.pdf.exe' },
      { name: 'x.pdf', type: 'program' },
    );
    const opened = await client.files.lend({ ids, purpose: 'open' });
    expect(opened).toMatchObject([
      { kind: 'lent', id: ids[0] },
      { kind: 'failed', error: { error_code: 'file_not_opened' } },
      { kind: 'failed', error: { error_code: 'file_not_opened' } },
    ]);
    const revealed = await client.files.lend({ ids, purpose: 'reveal' });
    const paths = revealed.map((file) => (file.kind === 'lent' ? file.path : ''));
    expect(paths.map((path) => basename(path))).toEqual(['plans.pdf', 'invoice.pdf.exe', 'x.pdf']);
    expect(paths.every((path) => path.startsWith(join(dataDir, 'lent')))).toBe(true);
    expect(paths.map((path) => readFileSync(path, 'utf8'))).toEqual(['content 1', 'content 2', 'content 3']);
  });

  it('I6: gives none that could not be marked as coming from outside', async () => {
    const file = { ...sampleFile(), id: fileId.parse('7'), state: 'stored' as const, sizeBytes: 5 };
    const lent: LentCopies = {
      lend: (_bytes, name) => Promise.resolve({ kind: 'written', name, path: `/lent/${name}`, lacksMark: true }),
    };
    const procedures = fileExportProcedures({
      files: { find: () => file, reportDamage: () => Promise.resolve() },
      folders: { open: () => Promise.reject(new Error('not asked')) },
      lent,
    });
    for (const purpose of lendPurpose.options) {
      expect(await procedures.lend([file.id], purpose, undefined)).toMatchObject([
        { kind: 'failed', error: { error_code: 'file_not_opened' } },
      ]);
    }
  });

  it('takes them back at the next start', async () => {
    const { client, ids, dataDir, engine } = await engineWith({});
    const [file] = await client.files.lend({ ids, purpose: 'open' });
    const path = file?.kind === 'lent' ? file.path : '';
    expect(existsSync(path)).toBe(true);
    await engine.close();
    await open(dataDir);
    expect([existsSync(path), readdirSync(join(dataDir, 'lent'))]).toEqual([false, []]);
  });
});

describe('downloads for a browser', () => {
  it('I5: are the bytes under safe names, no two of them equal', async () => {
    const { engine, ids } = await engineWith({}, { name: 'a/PLANS.pdf' }, { state: 'gone' });
    const prepared = engine.downloads?.prepare([...ids, fileId.parse('7')]);
    expect(prepared?.downloads.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ['plans.pdf', 9],
      ['PLANS (2).pdf', 9],
    ]);
    expect(prepared?.failed.map(({ error }) => error.error_code)).toEqual(['message_state_conflict', 'file_not_found']);
    const pieces: Uint8Array[] = [];
    for await (const piece of engine.downloads?.read(ids[0] ?? fileId.parse('7')) ?? []) pieces.push(piece);
    expect(Buffer.concat(pieces).toString()).toBe('content 1');
  });

  it('break off before the last piece of damaged bytes, which are fetched again', async () => {
    const { engine, ids, dataDir } = await engineWith({ content: 'damaged' });
    damaged(dataDir, 'damaged');
    const [id = fileId.parse('7')] = ids;
    const read = async (): Promise<number> => {
      let sizeBytes = 0;
      for await (const piece of engine.downloads?.read(id) ?? []) sizeBytes += piece.length;
      return sizeBytes;
    };
    await expect(read()).rejects.toMatchObject({ code: 'file_damaged' });
    await expect(read()).rejects.toMatchObject({ code: 'message_state_conflict' });
  });
});
