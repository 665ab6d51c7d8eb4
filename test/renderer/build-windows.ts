import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';

const root = join(import.meta.dirname, '..', '..');

/**
 * Builds the windows as people get them, into `outDir`, or nowhere for null. Tells how many bytes of script, gzipped one
 * by one, stand between an empty page and the first screen: the entry and all that it imports at once.
 */
export async function buildWindows(outDir: string | null): Promise<{ startUpGzipBytes: number; chunks: string[] }> {
  const built = await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: outDir === null ? { write: false } : { outDir },
  });
  const { output } = [built].flat().find((one) => 'output' in one) ?? { output: [] };
  const chunks = output.flatMap((file) => (file.type === 'chunk' ? [file] : []));
  const wanted = withImports(
    chunks.filter(({ isEntry }) => isEntry),
    new Map(chunks.map((chunk) => [chunk.fileName, chunk])),
  );
  return {
    startUpGzipBytes: wanted.reduce((sum, { code }) => sum + gzipSync(code).byteLength, 0),
    chunks: wanted.map(({ fileName }) => fileName),
  };
}

function withImports(
  entries: readonly Rolldown.OutputChunk[],
  byName: ReadonlyMap<string, Rolldown.OutputChunk>,
): readonly Rolldown.OutputChunk[] {
  const wanted = new Set(entries);
  for (const { imports } of wanted) for (const name of imports) wanted.add(mustGet(byName, name));
  return [...wanted];
}

function mustGet(byName: ReadonlyMap<string, Rolldown.OutputChunk>, name: string): Rolldown.OutputChunk {
  const chunk = byName.get(name);
  if (chunk === undefined) throw new Error(`${name} is imported and was not built`);
  return chunk;
}
