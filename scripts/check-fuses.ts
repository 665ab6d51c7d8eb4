/** The last step of `npm run dist`: reads the fuses of every packaged program and ends with 1 when one is wrong. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { wrongFuses } from './packaged-fuses.ts';

const folder = join(import.meta.dirname, '..', 'dist', 'packages');
const programs = globSync(['*-unpacked/mailroom', '*-unpacked/Mailroom.exe', 'mac*/Mailroom.app'], { cwd: folder });
if (programs.length === 0) fail('No packaged program was found in dist/packages.');
for (const program of programs) {
  const wrong = await wrongFuses(join(folder, program));
  if (wrong.length > 0) fail(`${program}: these fuses are not as they must be: ${wrong.join(', ')}`);
}

function fail(words: string): void {
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
}
