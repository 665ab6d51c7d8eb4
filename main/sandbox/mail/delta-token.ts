import { z } from 'zod';
import { badRequest } from '../http/graph-error.ts';

/**
 * Where a reader of a folder is. A round begins with what is there, newest first, and goes on with what changed since
 * it began, in the order of the changes.
 */
const deltaToken = z.strictObject({
  folderId: z.string(),
  generation: z.int(),
  issuedAtMs: z.number(),
  /** The query options of the first call: they hold for all later ones. */
  query: z.string(),
  /** Pages of this round so far, and messages that its first part has shown. */
  pages: z.int(),
  shown: z.int(),
  place: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('present'),
      after: z.strictObject({ receivedAtMs: z.number(), n: z.int() }).nullable(),
      startedAt: z.int(),
    }),
    z.strictObject({ kind: z.literal('changes'), since: z.int() }),
  ]),
});
export type DeltaToken = z.output<typeof deltaToken>;

export function writeToken(token: DeltaToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

/** Throws the 400 of a token that the service never wrote. */
export function readToken(text: string): DeltaToken {
  try {
    return deltaToken.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw badRequest('Badly formed token.');
  }
}
