import { z } from 'zod';
import { structuredError } from '../../contract/errors.ts';

/** What the key store of the system did with the engine's key. `stale`: it should be sealed anew. */
const keyringAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sealed'), sealed: z.string() }),
  z.strictObject({ kind: z.literal('opened'), plain: z.string(), stale: z.boolean() }),
  z.strictObject({ kind: z.literal('refused'), error: structuredError }),
]);
export type KeyringAnswer = z.infer<typeof keyringAnswer>;

const keyringQuestion = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('seal'), plain: z.string() }),
  z.strictObject({ kind: z.literal('open'), sealed: z.string() }),
]);
export type KeyringQuestion = z.infer<typeof keyringQuestion>;

/**
 * From the main process to the engine's. `serve` brings one port: whoever holds its other end is a client, a window or
 * the main process itself.
 */
export const toEngine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('serve'), caller: z.enum(['window', 'program']) }),
  z.strictObject({ kind: z.literal('keyring'), id: z.int(), answer: keyringAnswer }),
  z.strictObject({ kind: z.literal('close') }),
]);
export type ToEngine = z.infer<typeof toEngine>;

/** From the engine's process to the main process. `failed` is final: the engine could not open, and says why. */
export const fromEngine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('failed'), error: structuredError }),
  z.strictObject({ kind: z.literal('keyring'), id: z.int(), question: keyringQuestion }),
  z.strictObject({ kind: z.literal('log'), line: z.string() }),
]);
export type FromEngine = z.infer<typeof fromEngine>;
