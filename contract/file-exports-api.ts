import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { structuredError } from './errors.ts';
import { fileId } from './files.ts';
import { procedure } from './procedure.ts';

const manyIds = z.array(fileId).min(1).max(10_000);

/** A name for each file from a pattern such as `{date} {from} {name}`: docs/specs/file-export.md. */
const namePattern = z.string().min(1).max(200);

export const savedFile = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('saved'),
    id: fileId,
    name: z.string(),
    /** This system marks files that come from outside, and the disk of the folder cannot hold the mark. */
    lacksMark: z.boolean(),
    done: z.int(),
    of: z.int(),
  }),
  /** The rest goes on. */
  z.object({ kind: z.literal('failed'), id: fileId, error: structuredError, done: z.int(), of: z.int() }),
]);
export type SavedFile = z.infer<typeof savedFile>;

/** `open`: to be opened by another program, read-only and never a dangerous kind. `handOver`: to be copied on. */
export const lendPurpose = z.enum(['open', 'reveal', 'handOver']);
export type LendPurpose = z.infer<typeof lendPurpose>;

export const lentFile = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lent'), id: fileId, path: z.string() }),
  z.object({ kind: z.literal('failed'), id: fileId, error: structuredError }),
]);
export type LentFile = z.infer<typeof lentFile>;

/** How collected files leave the app: docs/specs/file-export.md. */
export const fileExportsApi = {
  /**
   * Copies into a folder under safe names, marked as coming from outside; existing files are never overwritten. A
   * program names the folder by its absolute path, a window by what `grantFolder` gave.
   */
  save: procedure
    .input(z.strictObject({ ids: manyIds, folder: z.string().min(1), pattern: namePattern.nullable() }))
    .output(eventIterator(savedFile)),
  /** The names that `save` would give. */
  previewNames: procedure
    .input(z.strictObject({ ids: manyIds, pattern: namePattern }))
    .output(z.array(z.object({ id: fileId, name: z.string() }))),
  /** Refused to windows: a word that stands for a folder which a person chose, until the engine ends. */
  grantFolder: procedure
    .input(z.strictObject({ folder: z.string().min(1) }))
    .output(z.object({ grant: z.string(), name: z.string() })),
  /** Refused to windows: copies in a private folder, which the next start of the engine removes. */
  lend: procedure
    .input(z.strictObject({ ids: z.array(fileId).min(1).max(100), purpose: lendPurpose }))
    .output(z.array(lentFile)),
};
