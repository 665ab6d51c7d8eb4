import { cpSync, mkdtempSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..', '..');
/** No run of the tests is so long: those of earlier ones may go. */
const KEPT_MS = 6 * 60 * 60_000;
const bundled = new Map<string, Promise<string>>();

/**
 * Makes one file of a program and all that it imports. A program that is started hundreds of times would otherwise look
 * for hundreds of files each time, which takes longer than most of its lives. Made anew by each run of the tests, from
 * the sources as they are.
 */
export function bundleProgram(entry: string): Promise<string> {
  const made = bundled.get(entry) ?? bundle(entry);
  bundled.set(entry, made);
  return made;
}

async function bundle(entry: string): Promise<string> {
  const name = basename(entry, '.ts');
  const folder = join(root, '.build', 'victims');
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder).map((made) => join(folder, made))) {
    if ((statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < Date.now() - KEPT_MS)
      rmSync(old, { recursive: true, force: true });
  }
  const outDir = mkdtempSync(join(folder, `${name}-`));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    // It carries its own binary, which cannot be part of a bundle.
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: entry,
      outDir,
      target: 'node24',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
  // Looked for beside the program.
  cpSync(join(root, 'main', 'adapters', 'sqlite', 'migrations'), join(outDir, 'migrations'), { recursive: true });
  return join(outDir, `${name}.mjs`);
}
