import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundlePrograms } from '../../scripts/bundle-programs.ts';

const folder = join(import.meta.dirname, '..', '..', '.build', 'victims');
/** No run of the tests is so long: those of earlier ones may go. */
const KEPT_MS = 6 * 60 * 60_000;
const bundled = new Map<string, Promise<string>>();

/** One file of a program that is started hundreds of times, made anew by each run of the tests, from the sources as they are. */
export function bundleVictim(entry: string): Promise<string> {
  const made = bundled.get(entry) ?? bundle(entry);
  bundled.set(entry, made);
  return made;
}

async function bundle(entry: string): Promise<string> {
  const outDir = ownFolder();
  await bundlePrograms({ victim: entry }, outDir);
  return join(outDir, 'victim.js');
}

/** Several files of tests bundle at the same time. */
function ownFolder(): string {
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder).map((made) => join(folder, made))) {
    const madeAtMs = statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (madeAtMs < Date.now() - KEPT_MS) rmSync(old, { recursive: true, force: true });
  }
  return mkdtempSync(join(folder, 'victim-'));
}
