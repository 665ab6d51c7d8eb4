import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { takeOver } from '../../main/adapters/sqlite/take-over.ts';
import { collectFile } from '../helpers/collect-file.ts';
import { type Ended, runMailroom } from '../helpers/mailroom-process.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';

let folder: string;
let ids: string[];

beforeEach(() => {
  folder = temporaryFolder();
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const db = takeOver(openDatabase(dataDir, 0), { pid: process.pid, bootId: null, nowMs: 0 });
  const files = [{}, { name: 'offer.xlsx', type: 'sheet' as const }, { state: 'needsYou' as const }];
  ids = files.map((file, index) => collectFile(db, dataDir, index + 1, file));
  db.connection.close();
});

function search(...args: string[]): Promise<Ended> {
  const env = { MS_GRAPH_BASE_URL: 'http://127.0.0.1:9/v1.0', MS_ACCESS_TOKEN: 'test-token' };
  return runMailroom(['--data-dir', join(folder, 'data'), 'files', 'search', ...args], { env, cwd: folder });
}

/** What scripts may rely on, strictly. */
const document = z.array(
  z.strictObject({
    id: z.string().regex(/^\d+$/),
    name: z.string(),
    sizeBytes: z.int().nullable(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
    contentType: z.string(),
    mailbox: z.string(),
    messageId: z.string(),
    subject: z.string(),
    from: z.string(),
    receivedAt: z.iso.datetime(),
    state: z.enum(['queued', 'downloading', 'stored', 'link', 'gone', 'needsYou']),
  }),
);

async function found(...args: string[]) {
  const { stdout } = await search(...args, '--json');
  return document.parse(JSON.parse(stdout));
}

describe('L2: files search', () => {
  it('I2: prints what matches as one document, newest first', async () => {
    const { code, stdout } = await search('plan', 'state:stored', '--json');
    const rows = document.parse(JSON.parse(stdout));
    expect([code, rows.map((row) => row.id)]).toEqual([0, [ids[1], ids[0]]]);
    expect(rows[1]).toMatchObject({ name: 'plans.pdf', messageId: 'message-1', from: 'orders@sandbox.example' });
  });

  it('goes on behind a file, and stops at a limit', async () => {
    expect((await found('--limit', '2')).map((row) => row.id)).toEqual([ids[2], ids[1]]);
    expect((await found('--limit', '2', '--after', ids[1] ?? '')).map((row) => row.id)).toEqual([ids[0]]);
  });

  it('prints an empty document where nothing matches', async () => {
    const { code, stdout } = await search('nowhere', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, []]);
  });

  it('prints a line for each file, and counts them on stderr', async () => {
    const { code, stdout, stderr } = await search('--', 'plan', '-offer');
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(stdout).toContain('plans.pdf');
    expect(stderr).toBe('2 files.\n');
  });

  it('searches an unknown operator as words and says so, but refuses a value that it does not understand', async () => {
    const words = await search('author:plan');
    expect([words.code, words.stderr]).toEqual([0, expect.stringContaining('There is no operator author')]);
    const refused = await search('larger:much', '--json');
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { error_code: 'usage_error', field: 'query' } });
  });

  it('looks into one mailbox alone where one is named', async () => {
    const { stdout } = await search('--account', 'other@sandbox.example', '--json');
    expect(JSON.parse(stdout)).toEqual([]);
  });

  it.each([[['--limit', '0']], [['--after', 'last']]])('refuses %j', async (args) => {
    expect((await search(...args)).code).toBe(2);
  });
});
