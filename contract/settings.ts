import { z } from 'zod';

/**
 * Who decided a value, highest first. `redis` stages flags for many computers, `person` chose it in the settings,
 * `account` is what connecting a mailbox turns on.
 */
export const settingOrigin = z.enum(['policy', 'environment', 'redis', 'person', 'account', 'default']);
export type SettingOrigin = z.infer<typeof settingOrigin>;

/** What a value may be, for whoever lets one be chosen. The engine judges it in any case. */
export const settingForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flag') }),
  z.object({ kind: z.literal('integer'), min: z.int(), max: z.int().nullable(), multipleOf: z.int().positive() }),
  z.object({ kind: z.literal('choice'), words: z.array(z.string()) }),
  z.object({ kind: z.literal('text') }),
]);
export type SettingForm = z.infer<typeof settingForm>;

const settingValue = z.object({
  /** Fit to be shown: of a secret it says only that it is there. */
  value: z.string(),
  /** As it is written in a policy file or the environment; null where nothing is set, and of a secret. */
  text: z.string().nullable(),
  origin: settingOrigin,
});

/** A setting, what it is, and the layer that decided it. */
export const listedSetting = settingValue.extend({
  /** The environment variable, and the key in an administrator's policy file. */
  name: z.string(),
  form: settingForm,
  /** The same in words. */
  range: z.string(),
  /** From when on a person's choice counts. Null: policy file and environment alone decide this one. */
  change: z.enum(['now', 'nextStart']).nullable(),
  /** What it will be from the next start on; null when that is what it is. */
  next: settingValue.nullable(),
  /** What it is without a person's choice, fit to be shown. */
  unchosen: z.string(),
});
export type ListedSetting = z.infer<typeof listedSetting>;
