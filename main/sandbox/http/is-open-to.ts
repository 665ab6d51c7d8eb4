import type { Tenant } from '../tenant.ts';
import type { User } from '../users.ts';

/** Whether the owner's mailbox was opened to somebody else. */
export function isOpenTo(tenant: Tenant, owner: User, guest: User): boolean {
  const guests = tenant.switches().sharedMailboxes[owner.address.toLowerCase()] ?? [];
  return guests.some((address) => address.toLowerCase() === guest.address.toLowerCase());
}
