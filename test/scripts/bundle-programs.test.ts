import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isBuildStale } from '../../bin/is-build-stale.mjs';
import { bundlePrograms } from '../../scripts/bundle-programs.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';

it('makes one file that runs, and is stale for whatever was edited while it was made', async () => {
  const [sources, outDir] = [temporaryFolder(), temporaryFolder()];
  const entry = join(sources, 'greet.ts');
  writeFileSync(join(sources, 'word.ts'), `export const word: string = 'hello';\n`);
  writeFileSync(entry, `import { word } from './word.ts';\nconsole.log(word);\n`);
  const making = bundlePrograms({ greet: entry }, outDir);
  const edited = join(sources, 'edited.ts');
  setTimeout(() => writeFileSync(edited, ''), 5);
  await making;
  const program = join(outDir, 'greet.js');

  expect(spawnSync(process.execPath, [program], { encoding: 'utf8' }).stdout).toBe('hello\n');
  expect(readdirSync(outDir).toSorted()).toEqual(['greet.js', 'migrations']);
  expect(isBuildStale(program, [entry])).toBe(false);
  expect(statSync(edited).mtimeMs).toBeGreaterThan(statSync(program).mtimeMs);
  expect(isBuildStale(program, [edited])).toBe(true);
});
