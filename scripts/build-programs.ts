/** Builds what `bin/mailroom.mjs` starts: it takes the sources themselves, at a third of the speed, when these are newer. */
import { join } from 'node:path';
import { bundlePrograms } from './bundle-programs.ts';

const root = join(import.meta.dirname, '..');
const sourceOf = (host: string): string => join(root, 'main', host, 'index.ts');

await bundlePrograms({ cli: sourceOf('cli'), browser: sourceOf('browser') }, join(root, 'dist', 'programs'));
