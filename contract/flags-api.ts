import { z } from 'zod';
import { flagName, flagRow, flagValue, rolloutStatus } from './flags.ts';
import { actedVia, actReason } from './jobs.ts';
import { procedure } from './procedure.ts';

export const flagsApi = {
  /** All of them, each with who decided it and how old that is. */
  list: procedure.input(z.strictObject({})).output(z.array(flagRow)),
  /** Writes to Redis where one is set, else on this computer. Refused with `flag_managed` where policy or environment decide. */
  set: procedure
    .input(z.strictObject({ name: flagName, value: flagValue, reason: actReason, via: actedVia }))
    .output(flagRow),
};

export const rolloutApi = {
  status: procedure.input(z.strictObject({})).output(rolloutStatus),
  /** A person's word: one rung up, stay, 0 percent and stay, or let the controller go on. */
  steer: procedure
    .input(
      z.strictObject({
        action: z.enum(['promote', 'hold', 'abort', 'resume']),
        reason: actReason,
        via: actedVia,
      }),
    )
    .output(rolloutStatus),
};
