/** Builds what `bin/mailroom.mjs` starts: it takes the sources themselves, at a third of the speed, when these are newer. */
import { join } from 'node:path';
import { bundleProgram } from './bundle-program.ts';

const root = join(import.meta.dirname, '..');

for (const host of ['cli', 'browser']) {
  await bundleProgram(join(root, 'main', host, 'index.ts'), join(root, 'dist', 'programs'), host);
}
