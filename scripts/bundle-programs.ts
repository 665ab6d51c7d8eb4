import { cpSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');

/**
 * Makes one file `NAME.js` of each program and all that it imports, in a folder of nothing else. Node would otherwise look
 * for more than a thousand files at each start, which takes three times as long as to run this one. A program is put in
 * place whole, and is as old as the beginning of its making: whatever is killed or edited meanwhile, none is ever there
 * half, or taken for newer than it is.
 *
 * @param entries Their TypeScript sources by name.
 */
export async function bundlePrograms(entries: Readonly<Record<string, string>>, outDir: string): Promise<void> {
  const begun = new Date();
  rmSync(outDir, { recursive: true, force: true });
  // The engine looks for them beside itself.
  cpSync(join(root, 'main', 'adapters', 'sqlite', 'migrations'), join(outDir, 'migrations'), { recursive: true });
  for (const [name, entry] of Object.entries(entries)) {
    const part = `${name}.part.js`;
    await bundle(entry, outDir, part);
    utimesSync(join(outDir, part), begun, begun);
    renameSync(join(outDir, part), join(outDir, `${name}.js`));
  }
}

async function bundle(entry: string, outDir: string, fileName: string): Promise<void> {
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
      rolldownOptions: { output: { format: 'es', codeSplitting: false, entryFileNames: fileName } },
    },
  });
}
