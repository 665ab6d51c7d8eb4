import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { readRow } from '../../../main/adapters/sqlite/run-statement.ts';
import { sql } from '../../../main/adapters/sqlite/statement.ts';
import { openTestDatabase, temporaryFolder } from '../../helpers/open-test-database.ts';

const KILLS = 30;
const KILLS_UNTIL_CAUGHT = 10;
const selectBlob = sql<{ sha256: string }, { found: number }>('SELECT 1 AS found FROM blob WHERE sha256 = :sha256');

/** Starts the process, kills it after it promised `lines` rows, and returns all that it had promised by then. */
async function promisedUntilKilled(dataDir: string, from: number, when: string, lines: number): Promise<string[]> {
  const script = join(import.meta.dirname, 'committing-process.ts');
  const child = spawn(process.execPath, [script, dataDir, String(from), when], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const promised: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    promised.push(line);
    if (promised.length === lines) child.kill('SIGKILL');
  });
  expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
  return promised;
}

async function countLost(when: 'early' | 'late', kills: number): Promise<number> {
  const dataDir = temporaryFolder();
  let lost = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const promised = await promisedUntilKilled(dataDir, kill * 100_000, when, 1 + ((kill * 7) % 20));
    const db = openTestDatabase(dataDir);
    lost += promised.filter((sha256) => readRow(db, selectBlob, { sha256 }) === null).length;
    expect(db.connection.pragma('integrity_check', { simple: true })).toBe('ok');
    db.connection.close();
  }
  return lost;
}

test(`every row that was promised is there after each of ${KILLS} kills`, async () => {
  expect(await countLost('late', KILLS)).toBe(0);
});

test('the same test catches a process that promises before it commits', async () => {
  expect(await countLost('early', KILLS_UNTIL_CAUGHT)).toBeGreaterThan(0);
});
