import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { auditEntry, auditVerdict } from './audit.ts';
import { procedure } from './procedure.ts';

/** Append-only. Nothing here changes an entry. */
export const auditApi = {
  /** Newest first, only such as stand before `before`. */
  page: procedure
    .input(z.strictObject({ before: z.int().positive().nullable(), limit: z.int().min(1).max(1000) }))
    .output(z.array(auditEntry)),
  verify: procedure.input(z.strictObject({})).output(auditVerdict),
  /** All that is kept, oldest first, for JSON lines. */
  exportAll: procedure.input(z.strictObject({})).output(eventIterator(auditEntry)),
};
