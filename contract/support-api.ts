import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { bytes, procedure } from './procedure.ts';
import { recorded, supportBundle } from './support.ts';

export const supportApi = {
  /** Row O6: what is recorded, live. */
  recorded: procedure.input(z.strictObject({})).output(eventIterator(recorded)),
  /** Row O7: made and kept for a while, to be read before it is saved. */
  prepare: procedure.input(z.strictObject({})).output(supportBundle),
  /** The prepared bundle as a ZIP. Refused with `file_not_found` when it was prepared too long ago. */
  save: procedure.input(z.strictObject({ id: z.uuid() })).output(z.object({ fileName: z.string(), bytes })),
};
