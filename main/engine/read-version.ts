import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const packageFile = z.object({ name: z.literal('mailroom'), version: z.string() });

/** The version of the package that this file is part of, as source or as a bundle of the desktop. */
export function readVersion(): string {
  for (let folder = import.meta.dirname; dirname(folder) !== folder; folder = dirname(folder)) {
    const found = packageIn(folder);
    if (found !== null) return found.version;
  }
  return 'unknown';
}

function packageIn(folder: string): z.infer<typeof packageFile> | null {
  try {
    return packageFile.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  } catch {
    return null;
  }
}
