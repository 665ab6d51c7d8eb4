import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WriteDb } from '../../../main/adapters/sqlite/connection.ts';
import { loadMigrations } from '../../../main/adapters/sqlite/load-migrations.ts';
import { openDatabase } from '../../../main/adapters/sqlite/open-database.ts';
import { takeOver } from '../../../main/adapters/sqlite/take-over.ts';

const SEED = 1;
const here = import.meta.dirname;
/** What the rows are made by: another maker makes another database. */
const makers = [
  join(here, 'believable-mail.ts'),
  join(here, '../../helpers/insert-file.ts'),
  join(here, '../../../main/core/files/search/search-words.ts'),
  join(here, '../../../main/adapters/sqlite/files/index-file.ts'),
];

/** So many files in a database that is built once and kept in the system's temporary folder. */
export function openBenchFiles(files: number): WriteDb {
  return takeOver(openDatabase(benchFilesFolder(files), 0), { pid: process.pid, bootId: null, nowMs: 0 });
}

/** The folder of that database, which stays as it is for whoever comes next. */
export function benchFilesFolder(files: number): string {
  const root = join(tmpdir(), 'mailroom-bench-files');
  const folder = join(root, `${files}-${versionOfRows()}`);
  if (!existsSync(folder)) build(root, folder, files);
  return folder;
}

/** Under another name until it is whole. What an older version left is removed. */
function build(root: string, folder: string, files: number): void {
  process.stderr.write(`Building a database of ${files} files; this takes minutes, once.\n`);
  mkdirSync(root, { recursive: true });
  for (const old of readdirSync(root)) {
    if (old.startsWith(`${files}-`)) rmSync(join(root, old), { recursive: true, force: true });
  }
  const building = `${folder}.building`;
  mkdirSync(building, { mode: 0o700 });
  const child = [join(here, 'build-files-process.ts'), building, String(files), String(SEED)];
  const { status } = spawnSync(process.execPath, child, { stdio: 'inherit' });
  if (status !== 0) throw new Error('the database of the benchmark could not be built');
  renameSync(building, folder);
}

function versionOfRows(): string {
  const hash = createHash('sha256');
  // Others are applied when it is opened.
  for (const { name, sha256 } of loadMigrations()) if (/ingest|file/.test(name)) hash.update(sha256);
  for (const path of makers) hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}
