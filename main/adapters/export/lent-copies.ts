import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportFolders, LentCopies, WriteResult } from '../../core/ports/file-exports.ts';

type Written = Extract<WriteResult, { kind: 'written' }>;

/**
 * Copies as `<root>/<uuid>/<name>`, for this user alone. What the last run lent is removed now, so only the owner of the
 * data folder may open it.
 */
export async function openLentCopies(root: string, folders: ExportFolders): Promise<LentCopies> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  for (const folder of await readdir(root)) await removeIfUnused(join(root, folder));
  const lent = new Map<string, { readonly result: Written; readonly changedAtMs: number }>();

  return {
    async lend(bytes, name, access, signal) {
      const key = `${bytes.sha256} ${access} ${name}`;
      const before = lent.get(key);
      if (before !== undefined && (await changedAtMs(before.result.path)) === before.changedAtMs) return before.result;
      const folder = join(root, randomUUID());
      await mkdir(folder, { mode: 0o700 });
      const opened = await folders.open(folder);
      if ('failure' in opened) return { kind: 'failed', ...opened };
      const result = await opened.write(bytes, name, signal);
      if (result.kind === 'failed') {
        await rm(folder, { recursive: true, force: true });
        return result;
      }
      if (access === 'readOnly') await chmod(result.path, 0o400);
      lent.set(key, { result, changedAtMs: (await stat(result.path)).mtimeMs });
      return result;
    },
  };
}

/** Null when the copy is gone. */
async function changedAtMs(path: string): Promise<number | null> {
  return (await stat(path).catch(() => null))?.mtimeMs ?? null;
}

/** On Windows a read-only file is not removed, and one that a program still holds cannot be: it goes next time. */
async function removeIfUnused(folder: string): Promise<void> {
  try {
    for (const name of await readdir(folder)) await chmod(join(folder, name), 0o600);
    await rm(folder, { recursive: true, force: true });
  } catch {
    return;
  }
}
