import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { fileExportsApi } from './file-exports-api.ts';
import { fileDetail, fileId, filePage, fileQuery, fileRow, fileView } from './files.ts';
import { bytes, procedure } from './procedure.ts';

const byId = z.strictObject({ id: fileId });

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
      /** Which of the files the text means by `cid:` and this name, whatever the service's flag says. */
      pictures: z.array(z.object({ contentId: z.string(), file: fileId })),
    }),
  ),
  ...fileExportsApi,
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
