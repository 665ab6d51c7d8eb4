import { z } from 'zod';
import { procedure } from './procedure.ts';
import { recipientGroup, recipientSuggestion } from './recipients.ts';

/** An id or an address; null for the only one there is. */
const account = z.string().nullable();
const named = z.strictObject({ account, address: z.string().min(3).max(320) });

/** Whom a message may go to: suggestions, and what is in a group. */
export const recipientsApi = {
  /** Best first. Empty where nothing is known, or MAILROOM_SUGGEST_RECIPIENTS is off. */
  suggest: procedure
    .input(z.strictObject({ account, text: z.string().max(400), limit: z.int().min(1).max(50) }))
    .output(z.array(recipientSuggestion)),
  /** Not suggested any more, until it is written to again. */
  forget: procedure.input(named).output(z.object({ forgotten: z.boolean() })),
  /** Takes that back. */
  restore: procedure.input(named).output(z.object({ restored: z.boolean() })),
  /**
   * Refused with `validation_error` for what is no group, with `not_permitted` where the sign-in may not read groups,
   * with `provider_unavailable` where the service does not have them or does not answer. Nothing is changed by any.
   */
  expandGroup: procedure.input(named).output(recipientGroup),
};
