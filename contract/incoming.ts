import { z } from 'zod';
import { bytes, procedure } from './procedure.ts';

/**
 * Files that a desktop window has as bytes and not by path, such as a pasted picture. Beside the contract and on the
 * same wire; the browser host has HTTP paths for them. `compose.attach` then takes `{ incoming: id }`.
 */
export const incomingApi = {
  begin: procedure
    .input(
      z.strictObject({
        fileName: z.string().min(1).max(255),
        sizeBytes: z.int().positive(),
        contentType: z.string().max(255),
        /** It is to be shared as a link, so it may be larger than what can be attached. */
        asLink: z.boolean().default(false),
      }),
    )
    .output(z.object({ id: z.uuid(), chunkBytes: z.int().positive() })),
  /** `nextByte` is where the file now is, whether this piece belonged there or not; null for a file that is unknown. */
  write: procedure
    .input(z.strictObject({ id: z.uuid(), startByte: z.int().nonnegative(), bytes }))
    .output(z.object({ nextByte: z.int().nonnegative() }).nullable()),
};
