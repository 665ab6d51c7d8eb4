import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../helpers/open-test-database.ts';

const script = join(import.meta.dirname, 'storing-process.ts');

/** What the process did to the disk, one short line a call: `fsync blobs/tmp/…`. Paths are relative to the data folder. */
function traceStoring(dataDir: string, source: string, way: string): readonly string[] {
  const trace = join(dataDir, 'trace');
  const calls = 'trace=fsync,fdatasync,rename,renameat,renameat2,write';
  const traced = ['-f', '-y', '-s', '200', '-e', calls, '-o', trace, process.execPath, script, dataDir, source, way];
  expect(spawnSync('strace', traced, { encoding: 'utf8' }).stderr).toBe('');
  const lines = readFileSync(trace, 'utf8').replaceAll(`${dataDir}/`, '').split('\n');
  const ready = lines.findIndex((line) => line.includes('"ready'));
  const done = lines.findIndex((line) => line.includes('\\"ok'));
  return lines.slice(ready + 1, done).flatMap((line) => {
    const synced = /\b(?:fsync|fdatasync)\(\d+<([^>]*)>/.exec(line)?.[1];
    if (synced !== undefined) return [`fsync ${synced}`];
    const renamed = /\brename\w*\((?:[^"]*)"([^"]*)", (?:[^"]*)"([^"]*)"/.exec(line);
    return renamed === null ? [] : [`rename ${renamed[1]} to ${renamed[2]}`];
  });
}

const ways = ['snapshot', 'receive'];

test.for(ways)('GW2: %s syncs a file, then names it, then syncs its name, then commits its row', (way, context) => {
  const tracer = spawnSync('strace', ['-e', 'trace=fsync', 'true']);
  if (tracer.status !== 0) return context.skip('strace is missing or not permitted on this machine');
  const { dataDir, source } = writeSource(10);
  const steps = traceStoring(dataDir, source, way).map((step) =>
    step
      .replaceAll(/\b[0-9a-f]{64}\b/g, 'SHA')
      .replaceAll(/tmp\/[0-9a-f-]{36}\b/g, 'tmp/UUID')
      .replaceAll(/blobs\/[0-9a-f]{2}\b/g, 'blobs/ab'),
  );

  expect(steps).toEqual([
    'fsync blobs/tmp/UUID',
    'fsync blobs',
    'rename blobs/tmp/UUID to blobs/ab/SHA',
    'fsync blobs/ab',
    'fsync mailroom.db-wal',
  ]);
});

const windows = process.platform === 'win32';
const somebodyElse = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null;

const full: [string, object][] = [
  ['snapshot', { detail: 'The disk that holds the data folder has no room for it (EFBIG).' }],
  ['receive', {}],
];

test.skipIf(windows).each(full)('%s tells a disk without room as such and keeps neither file nor row', (way, more) => {
  const { dataDir, source } = writeSource(3_000_000);
  // A limit on the size of any file stands for the full disk: the system refuses the write in the same place.
  const limited = ['-c', 'ulimit -f 1500; exec "$@"', 'bash', process.execPath, script, dataDir, source, way];
  const { stdout, stderr } = spawnSync('bash', limited, { encoding: 'utf8' });
  const told = JSON.stringify({ ok: false, failure: 'diskFull', ...more });
  expect({ stdout, stderr }).toEqual({ stdout: `ready\n${told}\n`, stderr: '' });
  expectNothingStored(dataDir);
});

test.skipIf(windows)('a file that its user may not read is told as such', () => {
  const { dataDir, source } = writeSource(10);
  chmodSync(source, 0o000);
  // The administrator may read everything, so there the process runs as somebody else.
  if (somebodyElse !== null) chownSync(dataDir, somebodyElse.uid, somebodyElse.gid);
  const { stdout, stderr } = spawnSync(process.execPath, [script, dataDir, source], {
    encoding: 'utf8',
    ...somebodyElse,
  });
  expect({ stdout, stderr }).toEqual({
    stdout: 'ready\n{"ok":false,"failure":"unreadable","detail":"The file cannot be read (EACCES)."}\n',
    stderr: '',
  });
  expectNothingStored(dataDir);
});

function writeSource(sizeBytes: number): { dataDir: string; source: string } {
  const dataDir = temporaryFolder();
  const source = join(dataDir, 'source.bin');
  writeFileSync(source, Buffer.alloc(sizeBytes, 7));
  return { dataDir, source };
}

function expectNothingStored(dataDir: string): void {
  expect(readdirSync(join(dataDir, 'blobs'), { recursive: true })).toEqual(['tmp']);
  const db = new BetterSqlite3(join(dataDir, 'mailroom.db'), { readonly: true });
  expect(db.prepare('SELECT count(*) FROM blob').pluck().get()).toBe(0);
  db.close();
}
