import { cpSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');

/**
 * Makes one file of a program and all that it imports, and returns its path. Node would otherwise look for more than a
 * thousand files at each start, which takes three times as long as to run this one.
 *
 * @param entry Its TypeScript source.
 */
export async function bundleProgram(entry: string, outDir: string, name = basename(entry, '.ts')): Promise<string> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    // It carries its own binary, which cannot be part of a bundle.
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      // One file, so that a program which runs while it is built anew never looks for a part that is gone.
      rolldownOptions: { output: { format: 'es', codeSplitting: false, entryFileNames: `${name}.js` } },
    },
  });
  // The engine looks for them beside itself.
  cpSync(join(root, 'main', 'adapters', 'sqlite', 'migrations'), join(outDir, 'migrations'), { recursive: true });
  return join(outDir, `${name}.js`);
}
