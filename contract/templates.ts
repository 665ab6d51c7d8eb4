import { z } from 'zod';

/** A place in a template: `{{name}}` in its text, with what a person is asked and what stands there unless they say otherwise. */
export const templateVariable = z.strictObject({
  name: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}_. -]{1,100}$/u),
  label: z.string().max(200).default(''),
  /** Null: there is no default, so somebody has to say it. */
  value: z.string().max(10_000).nullable().default(null),
});
export type TemplateVariable = z.infer<typeof templateVariable>;

/** A template as it is written to a file and read from one. It holds words and no pictures. */
export const templateDocument = z.strictObject({
  name: z.string().trim().min(1).max(100),
  subject: z.string().max(1000).default(''),
  html: z.string().max(1_000_000),
  /** In the order in which they are asked for. Names that the text has and this list has not are asked for by name. */
  variables: z.array(templateVariable).max(100).default([]),
});
export type TemplateDocument = z.infer<typeof templateDocument>;

export const template = templateDocument.extend({ id: z.uuid() });
export type Template = z.infer<typeof template>;
