import { z } from 'zod';
import { procedure } from './api.ts';

/** A Blob, which a wire carries as the bytes that it is. */
export interface Bytes {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}
const bytes = z.custom<Bytes>((value) => typeof value === 'object' && value !== null && 'arrayBuffer' in value);

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
      }),
    )
    .output(z.object({ id: z.uuid(), chunkBytes: z.int().positive() })),
  /** `nextByte` is where the file now is, whether this piece belonged there or not; null for a file that is unknown. */
  write: procedure
    .input(z.strictObject({ id: z.uuid(), startByte: z.int().nonnegative(), bytes }))
    .output(z.object({ nextByte: z.int().nonnegative() }).nullable()),
};
