import { link, open, rename, rm } from 'node:fs/promises';
import { errorCodeOf } from '../error-code-of.ts';

/**
 * Gives a finished file its name, in one step, unless anything has that name already: then false. A link under that name
 * is such a thing and is never followed. `makeLink` is exchanged by tests for that of a disk without hard links.
 */
export async function placeNew(temporary: string, path: string, makeLink: typeof link = link): Promise<boolean> {
  try {
    await makeLink(temporary, path);
  } catch (error) {
    return errorCodeOf(error) === 'EEXIST' ? false : renameOntoOwn(temporary, path);
  }
  await rm(temporary, { force: true }).catch(() => undefined);
  return true;
}

/** For disks without hard links: the name is taken first, by an empty file of ours, and that is replaced. */
async function renameOntoOwn(temporary: string, path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await rename(temporary, path);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return true;
}
