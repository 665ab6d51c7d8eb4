import { z } from 'zod';
import { procedure } from './procedure.ts';
import { template, templateDocument } from './templates.ts';

const values = z.record(z.string().max(100), z.string().max(10_000));

/** Texts that are used again and again. */
export const templatesApi = {
  list: procedure.input(z.strictObject({})).output(z.array(template)),
  /** A new one where the id is null. A name belongs to one template; its HTML is cleaned as mail is. */
  save: procedure.input(templateDocument.extend({ id: z.uuid().nullable() })).output(template),
  remove: procedure.input(z.strictObject({ id: z.uuid() })).output(z.object({ removed: z.boolean() })),
  /** All of them, or none: one with the name of another takes its place. */
  import: procedure
    .input(z.strictObject({ templates: z.array(templateDocument).max(1000) }))
    .output(z.object({ added: z.int(), replaced: z.int() })),
  /** Subject and text with the values put in. `missing` are the names that nobody gave a value; they stand in the text as they are. */
  fillIn: procedure
    .input(z.strictObject({ id: z.uuid(), values }))
    .output(z.object({ subject: z.string(), html: z.string(), missing: z.array(z.string()) })),
};
