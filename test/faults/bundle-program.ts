import { cpSync, mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..', '..');
const bundled = new Map<string, Promise<string>>();

/**
 * Makes one file of a program and all that it imports. A program that is started hundreds of times would otherwise look
 * for hundreds of files each time, which takes longer than most of its lives. Made anew by each run of the tests, from
 * the sources as they are; gone with the process that made it.
 */
export function bundleProgram(entry: string): Promise<string> {
  const made = bundled.get(entry) ?? bundle(entry);
  bundled.set(entry, made);
  return made;
}

async function bundle(entry: string): Promise<string> {
  const name = basename(entry, '.ts');
  mkdirSync(join(root, '.build'), { recursive: true });
  const outDir = mkdtempSync(join(root, '.build', `${name}-`));
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));
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
