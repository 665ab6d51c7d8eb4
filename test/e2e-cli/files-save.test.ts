import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { takeOver } from '../../main/adapters/sqlite/take-over.ts';
import { collectFile } from '../helpers/collect-file.ts';
import { type Ended, runMailroom } from '../helpers/mailroom-process.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';

let folder: string;
let ids: string[];

beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'target'));
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const db = takeOver(openDatabase(dataDir, 0), { pid: process.pid, bootId: null, nowMs: 0 });
  ids = [{}, { name: 'PLANS.pdf' }, { state: 'needsYou' as const }].map((file, index) =>
    collectFile(db, dataDir, index + 1, file),
  );
  db.connection.close();
});

function save(...args: string[]): Promise<Ended> {
  const env = { MS_GRAPH_BASE_URL: 'http://127.0.0.1:9/v1.0', MS_ACCESS_TOKEN: 'test-token' };
  return runMailroom(['files', 'save', ...args, '--data-dir', join(folder, 'data')], { env, cwd: folder });
}

const saved = (): string[] => readdirSync(join(folder, 'target')).toSorted();

describe('L2: files save', () => {
  it('I5: writes files into a folder and lists them as one document', async () => {
    const [first = '', second = ''] = ids;
    const { code, stdout } = await save(first, second, '--to', 'target', '--json');
    const rows = ['plans.pdf', 'PLANS (2).pdf'].map((name, index) => ({
      id: ids[index],
      name,
      path: join(folder, 'target', name),
      lacksMark: false,
      error: null,
    }));
    expect([code, JSON.parse(stdout)]).toEqual([0, rows]);
    expect(saved()).toEqual(['PLANS (2).pdf', 'plans.pdf']);
  });

  it('says in words what was saved and what was not, and fails when anything was not', async () => {
    writeFileSync(join(folder, 'target', 'Orders (sandbox).pdf'), 'mine');
    const { code, stdout, stderr } = await save(...ids, '--to', 'target', '--pattern', '{from}');
    expect(code).toBe(1);
    expect(stderr).toBe('1 of 3  Orders (sandbox) (2).pdf\n2 of 3  Orders (sandbox) (3).pdf\n');
    expect(stdout).toBe(
      `Not saved: ${ids[2]}. The bytes of this file are not on this machine. Wait until it is stored, or fetch it again.\n` +
        `Saved 2 of 3 files in ${join(folder, 'target')}\n`,
    );
    expect(readFileSync(join(folder, 'target', 'Orders (sandbox).pdf'), 'utf8')).toBe('mine');
  });

  it.each([
    [['x', '--to', 'target'], 2, 'usage_error'],
    [['1'], 2, 'usage_error'],
    [['1', '--to', 'target', '--pattern', '{datum}'], 2, 'validation_error'],
    [['1', '--to', 'nowhere'], 1, 'folder_unusable'],
  ])('%j ends with %i, %s', async (args, code, error_code) => {
    const ended = await save(...args, '--json');
    expect([ended.code, (JSON.parse(ended.stdout) as { error: { error_code: string } }).error.error_code]).toEqual([
      code,
      error_code,
    ]);
    expect(saved()).toEqual([]);
  });
});
