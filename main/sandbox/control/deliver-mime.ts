import { z } from 'zod';
import { placeMime } from '../mail/place-mime.ts';
import { findMessageIds } from '../store/messages.ts';
import type { Tenant } from '../tenant.ts';
import { requireUser } from '../users.ts';

const delivery = z.strictObject({ to: z.string(), mime: z.string() });

/** A message from outside, as it came off the wire: reports of foreign mail systems, forged ones, broken ones. */
export function deliverMime(tenant: Tenant, body: unknown): { immutableId: string; restId: string } {
  const { to, mime } = delivery.parse(body);
  const user = requireUser(tenant.db, to);
  return tenant.db.transaction(() => findMessageIds(tenant.db, placeMime(tenant, user, mime)))();
}
