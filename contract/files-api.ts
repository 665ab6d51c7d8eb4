import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { structuredError } from './errors.ts';
import { fileDetail, fileId, filePage, fileQuery, fileRow, fileView } from './files.ts';
import { bytes, procedure } from './procedure.ts';

const byId = z.strictObject({ id: fileId });
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

/** What the ingest worker collected, over all mailboxes. */
export const filesApi = {
  /** A part of what matches: from the start, after a row by the key it gave, or at a position. */
  page: procedure
    .input(
      z.strictObject({
        query: fileQuery,
        at: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('start') }),
          z.strictObject({ kind: z.literal('after'), key: z.string().max(2000) }),
          z.strictObject({ kind: z.literal('position'), position: z.int().nonnegative() }),
        ]),
        limit: z.int().min(1).max(1000),
      }),
    )
    .output(filePage),
  show: procedure.input(byId).output(fileDetail),
  /** A part of a stored file's bytes, for a preview. Refused with `message_state_conflict` while they are not here. */
  read: procedure
    .input(
      z.strictObject({
        id: fileId,
        startByte: z.int().nonnegative(),
        maxBytes: z
          .int()
          .min(1)
          .max(4 * 2 ** 20),
      }),
    )
    .output(z.object({ bytes, totalBytes: z.int().nonnegative() })),
  /** The text of a file's message as it came: never to be shown but sanitized, in a frame that can reach nothing. */
  body: procedure.input(byId).output(
    z.object({
      contentType: z.enum(['text', 'html']).nullable(),
      content: z.string(),
      files: z.array(fileRow),
    }),
  ),
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
  /** Fetches again what failed or was damaged. The mailbox is the original. */
  fetchAgain: procedure.input(byId).output(fileRow),
  /** Tells that what lists show may have changed, at most a few times a second. */
  watch: procedure.input(z.strictObject({})).output(eventIterator(z.object({ version: z.int() }))),
  views: {
    list: procedure.input(z.strictObject({})).output(z.array(fileView)),
    save: procedure.input(fileView.omit({ id: true }).extend({ id: z.string().nullable() })).output(fileView),
    remove: procedure.input(z.strictObject({ id: z.string() })).output(z.object({ removed: z.boolean() })),
  },
};
