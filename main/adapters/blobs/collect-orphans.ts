import type { Dirent } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sha256, sha256 } from '../../../contract/ids.ts';
import { errorCodeOf } from '../error-code-of.ts';

export interface OrphanRules {
  /** Files that were written or touched since stay, whatever names them. */
  readonly beforeMs: number;
  /** A start must not wait for a million names: it looks at so many, and the next start at others. */
  readonly maxNames: number;
  /** In [0, 1): the folder to begin with. */
  readonly uniform: number;
  /** Forgets a blob that nothing names; false: it must stay. */
  readonly release: (blob: Sha256) => boolean;
}

/**
 * Removes files of the store that no row names: what a death left between a file and its row. To be called before
 * anything else uses the store, because a file is written before its row. Returns how many were removed.
 */
export async function collectOrphans(root: string, rules: OrphanRules): Promise<number> {
  const folders = (await list(root)).filter((entry) => entry.isDirectory() && /^[0-9a-f]{2}$/.test(entry.name));
  const first = Math.floor(rules.uniform * folders.length);
  let names = 0;
  let removed = 0;
  for (const { name } of [...folders.slice(first), ...folders.slice(0, first)]) {
    for (const entry of await list(join(root, name))) {
      if (names >= rules.maxNames) return removed;
      names += 1;
      if (await removeOrphan(join(root, name, entry.name), entry.name, rules)) removed += 1;
    }
  }
  return removed;
}

async function removeOrphan(path: string, name: string, { beforeMs, release }: OrphanRules): Promise<boolean> {
  const blob = sha256.safeParse(name);
  if (!blob.success || (await stat(path)).mtimeMs >= beforeMs || !release(blob.data)) return false;
  await rm(path, { force: true });
  return true;
}

async function list(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
