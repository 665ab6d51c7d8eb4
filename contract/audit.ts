import { z } from 'zod';
import { instant } from './ids.ts';

/** What a person did to jobs, flags, alerts and settings, or the program did on a person's order. */
export const auditEntry = z.object({
  /** 1, 2, 3 …, without a gap. */
  n: z.int().positive(),
  at: instant,
  /** The user of this computer who did it. */
  actor: z.string(),
  via: z.enum(['window', 'command', 'program']),
  /** Such as `job.discard`. */
  action: z.string(),
  /** What it was done to, such as `job:41`. */
  subject: z.string(),
  reason: z.string().nullable(),
  details: z.record(z.string(), z.json()),
  /** SHA-256 over this entry and the hash before it, as lower-case hexadecimal. docs/specs/audit-log.md. */
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditVerdict = z.object({
  ok: z.boolean(),
  entries: z.int().nonnegative(),
  /** The first entry that is not as it was written; null where all are. */
  brokenAt: z.int().nullable(),
  detail: z.string(),
});
export type AuditVerdict = z.infer<typeof auditVerdict>;
