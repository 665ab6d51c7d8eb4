import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FileId, FileQuery } from '../../contract/files.ts';
import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { takeOver } from '../../main/adapters/sqlite/take-over.ts';
import { openEngine } from '../../main/engine.ts';
import { collectFile } from '../helpers/collect-file.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';

const startSandbox = (): Promise<never> => Promise.reject(new Error('not here'));

/** The engine with these files collected. */
async function engineWith(...files: Parameters<typeof collectFile>[3][]) {
  const dataDir = temporaryFolder();
  const db = takeOver(openDatabase(dataDir, 0), { pid: process.pid, bootId: null, nowMs: 0 });
  const ids = files.map((file, index) => collectFile(db, dataDir, index + 1, file));
  db.connection.prepare("INSERT INTO message_body VALUES (1, 'html', ?)").run('<img src="cid:Logo%40sandbox">');
  db.connection.prepare("UPDATE file SET content_id = '<logo@sandbox>' WHERE message = 1").run();
  db.connection.close();
  const env = {
    MS_ACCESS_TOKEN: 'test-token',
    MS_GRAPH_BASE_URL: 'http://127.0.0.1:9/v1.0',
    MAILROOM_POLICY_FILE: join(dataDir, 'no-policy.json'),
  };
  const engine = await openEngine({ env, dataDir, log: () => undefined, startSandbox }, { work: false });
  onTestFinished(() => engine.close());
  const [first] = ids;
  if (first === undefined) throw new Error('the test needs a file');
  return { client: engine.client, ids, first, blobs: join(dataDir, 'blobs') };
}

function query(text: string): FileQuery {
  return { text, sort: { by: 'received', descending: true }, withInline: false };
}

const start = { kind: 'start' } as const;
const fault = (error_code: string) =>
  expect.objectContaining({ data: expect.objectContaining({ error: expect.objectContaining({ error_code }) }) });

describe('files.page', () => {
  it('I1, I2: finds files page after page and says how the words were understood', async () => {
    const { client, ids } = await engineWith({ name: 'Plan.pdf' }, { name: 'offer.pdf' }, { name: 'planning.xlsx' });
    const first = await client.files.page({ query: query('plan'), at: start, limit: 2 });
    expect(first.rows.map((row) => row.id)).toEqual([ids[2], ids[1]]);
    expect(first).toMatchObject({ position: 0, next: ids[1], total: { count: 3, isExact: true } });
    const second = await client.files.page({
      query: query('plan'),
      at: { kind: 'after', key: first.next ?? '' },
      limit: 2,
    });
    expect(second.rows.map((row) => row.name)).toEqual(['Plan.pdf']);
    expect(second.next).toBeNull();
    const misread = await client.files.page({ query: query('name:plan larger:much'), at: start, limit: 5 });
    expect(misread.rows).toHaveLength(2);
    expect(misread.terms).toEqual([
      { operator: 'name', text: 'name:plan', problem: null },
      { operator: 'larger', text: 'larger:much', problem: expect.stringContaining('25mb') },
    ]);
  });

  it('refuses a place that is none', async () => {
    const { client } = await engineWith({});
    const page = client.files.page({ query: query(''), at: { kind: 'after', key: '1; DROP' }, limit: 1 });
    await expect(page).rejects.toEqual(fault('validation_error'));
  });
});

describe('one file', () => {
  it('I7, I8: tells where it came from, what else has its bytes, and the text that it came with', async () => {
    const { client, ids, first } = await engineWith({ content: 'same' }, { content: 'same' }, { name: 'setup.exe' });
    const detail = await client.files.show({ id: first });
    expect(detail.row).toMatchObject({ name: 'plans.pdf', storedIn: 'disk', mailbox: 'tenant-1:user-1' });
    expect(detail.alsoIn.map((row) => row.id)).toEqual([ids[1]]);
    expect(detail).toMatchObject({ inMessages: 2, isDangerous: false, exportName: 'plans.pdf', jobId: null });
    expect(await client.files.show({ id: ids[2] ?? first })).toMatchObject({ isDangerous: true, inMessages: 1 });
    const body = await client.files.body({ id: first });
    expect(body).toMatchObject({ contentType: 'html', content: expect.stringContaining('cid:') });
    expect(body.files.map((row) => row.id)).toEqual([first]);
    expect(body.pictures).toEqual([{ contentId: 'logo@sandbox', file: first }]);
  });

  it('is refused when there is none with that id', async () => {
    const { client } = await engineWith({});
    const id = '7' as FileId;
    for (const call of [client.files.show({ id }), client.files.body({ id }), client.files.fetchAgain({ id })]) {
      await expect(call).rejects.toEqual(fault('file_not_found'));
    }
  });

  it('I3: gives its bytes in parts', async () => {
    const { client, first } = await engineWith({ content: '0123456789' });
    const part = await client.files.read({ id: first, startByte: 4, maxBytes: 3 });
    expect([Buffer.from(await part.bytes.arrayBuffer()).toString(), part.totalBytes]).toEqual(['456', 10]);
    const behind = await client.files.read({ id: first, startByte: 99, maxBytes: 3 });
    expect(behind.bytes.size).toBe(0);
  });

  it('has no bytes before it is stored', async () => {
    const { client, first } = await engineWith({ state: 'queued' });
    const read = client.files.read({ id: first, startByte: 0, maxBytes: 3 });
    await expect(read).rejects.toEqual(fault('message_state_conflict'));
  });
});

describe('files.fetchAgain', () => {
  it('leaves a file alone whose bytes are what they were', async () => {
    const { client, first } = await engineWith({});
    expect(await client.files.fetchAgain({ id: first })).toMatchObject({ state: 'stored' });
  });

  it('fetches what needed a person, and says which job does it', async () => {
    const { client, first } = await engineWith({ state: 'needsYou' });
    expect(await client.files.fetchAgain({ id: first })).toMatchObject({ state: 'queued', error: null });
    expect((await client.files.show({ id: first })).jobId).toMatch(/^\d+$/);
  });

  it('fetches what was damaged, and never hands out what is left of it', async () => {
    const { client, first, blobs } = await engineWith({ content: 'as it was' });
    const [path = ''] = filesIn(blobs);
    writeFileSync(path, readFileSync(path, 'utf8').toUpperCase());
    expect(await client.files.fetchAgain({ id: first })).toMatchObject({ state: 'queued', sha256: null });
    expect(filesIn(blobs)).toEqual([]);
  });

  it('begins by itself when bytes that are asked for are gone', async () => {
    const { client, first, blobs } = await engineWith({});
    for (const path of filesIn(blobs)) rmSync(path);
    await expect(client.files.read({ id: first, startByte: 0, maxBytes: 1 })).rejects.toEqual(fault('file_damaged'));
    expect((await client.files.show({ id: first })).row.state).toBe('queued');
  });
});

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('files.watch', () => {
  it('tells the version, and again when a file changed', async () => {
    const { client, first } = await engineWith({ state: 'needsYou' });
    const versions: number[] = [];
    for await (const { version } of await client.files.watch({})) {
      versions.push(version);
      if (versions.length === 2) break;
      await client.files.fetchAgain({ id: first });
    }
    expect(versions[1]).toBeGreaterThan(versions[0] ?? Infinity);
  });
});

describe('files.views', () => {
  it('I13: keeps searches by name, changes them and removes them', async () => {
    const { client } = await engineWith({});
    const late = await client.files.views.save({ id: null, name: 'Late', query: query('before:2026') });
    const early = await client.files.views.save({ id: null, name: 'early', query: query('after:2026') });
    const renamed = await client.files.views.save({ ...late, name: 'Old ones' });
    expect(await client.files.views.list({})).toEqual([early, renamed]);
    expect(await client.files.views.remove({ id: early.id })).toEqual({ removed: true });
    expect(await client.files.views.remove({ id: early.id })).toEqual({ removed: false });
    await expect(client.files.views.save(early)).rejects.toEqual(fault('validation_error'));
    expect(await client.files.views.list({})).toEqual([renamed]);
  });
});
