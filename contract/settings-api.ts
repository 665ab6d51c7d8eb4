import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { actedVia } from './jobs.ts';
import { procedure } from './procedure.ts';
import { listedSetting } from './settings.ts';

const settingName = z.string().regex(/^[A-Z][A-Z0-9_]{1,79}$/);

/** What is set, by whom, and what a person chose instead of the default. docs/settings.md. */
export const settingsApi = {
  /** In the order of docs/settings.md. */
  list: procedure.input(z.strictObject({})).output(z.array(listedSetting)),
  /** The list now, and again after each change. */
  watch: procedure.input(z.strictObject({})).output(eventIterator(z.array(listedSetting))),
  /**
   * Refused with `validation_error` for a value out of range, with `config_invalid` where policy file or environment
   * decide. An empty value is a reset.
   */
  set: procedure
    .input(z.strictObject({ name: settingName, value: z.string().max(4000), via: actedVia }))
    .output(listedSetting),
  /** Forgets what a person chose. */
  reset: procedure.input(z.strictObject({ name: settingName, via: actedVia })).output(listedSetting),
};
