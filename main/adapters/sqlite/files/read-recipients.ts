import { z } from 'zod';

const recipients = z.object({ to: z.array(z.string()), cc: z.array(z.string()) });

/** Of a message, as its row keeps them. */
export function readRecipients(text: string | null): {
  readonly to: readonly string[];
  readonly cc: readonly string[];
} {
  return text === null ? { to: [], cc: [] } : recipients.parse(JSON.parse(text));
}
