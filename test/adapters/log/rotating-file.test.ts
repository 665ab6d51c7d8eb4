import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openRotatingFile } from '../../../main/adapters/log/rotating-file.ts';
import { temporaryFolder } from '../../helpers/open-test-database.ts';

const limits = { maxBytes: 20, files: 3 };

function folderOf(): { folder: string; file: string } {
  const folder = join(temporaryFolder(), 'logs');
  return { folder, file: join(folder, 'mailroom.log') };
}

it('keeps so many files of so many bytes, and lets go of the oldest lines', () => {
  const { folder, file } = folderOf();
  const log = openRotatingFile(file, limits);
  for (let n = 0; n < 9; n += 1) log.write(`line ${String(n)} ...\n`);
  log.close();
  expect(readdirSync(folder).toSorted()).toEqual(['mailroom.1.log', 'mailroom.2.log', 'mailroom.log']);
  const kept = ['mailroom.2.log', 'mailroom.1.log', 'mailroom.log'].map((name) =>
    readFileSync(join(folder, name), 'utf8'),
  );
  expect(kept).toEqual(['line 6 ...\n', 'line 7 ...\n', 'line 8 ...\n']);
});

it('goes on with the file of an earlier run', () => {
  const { file } = folderOf();
  for (const line of ['one\n', 'two\n']) {
    const log = openRotatingFile(file, limits);
    log.write(line);
    log.close();
  }
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
});

it.skipIf(process.platform === 'win32')('is for its owner alone', () => {
  const { folder, file } = folderOf();
  const log = openRotatingFile(file, limits);
  log.write('line\n');
  log.close();
  expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
});

it('loses lines and nothing else while it cannot write, and writes again when it can', () => {
  const { folder, file } = folderOf();
  writeFileSync(folder, 'a file where the folder should be');
  const log = openRotatingFile(file, limits);
  log.write('lost\n');
  rmSync(folder);
  mkdirSync(folder);
  log.write('kept\n');
  log.close();
  expect(readFileSync(file, 'utf8')).toBe('kept\n');
});
