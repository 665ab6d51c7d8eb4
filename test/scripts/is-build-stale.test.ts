import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isBuildStale } from '../../bin/is-build-stale.mjs';
import { temporaryFolder } from '../helpers/open-test-database.ts';

function touch(path: string, seconds: number): void {
  utimesSync(path, seconds, seconds);
}

it('builds when the result is missing, when a source deep inside is newer, and when one was removed', () => {
  const folder = temporaryFolder();
  const [built, sources, deep] = [join(folder, 'built'), join(folder, 'sources'), join(folder, 'sources', 'deep')];
  const stale = (): boolean => isBuildStale(built, [sources, join(folder, 'not-there')]);
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(deep, 'page.ts'), '');
  for (const path of [join(deep, 'page.ts'), deep, sources]) touch(path, 100);
  expect(stale()).toBe(true);

  writeFileSync(built, '');
  touch(built, 200);
  expect(stale()).toBe(false);

  touch(join(deep, 'page.ts'), 300);
  expect(stale()).toBe(true);

  rmSync(join(deep, 'page.ts'));
  expect(stale()).toBe(true);
});
