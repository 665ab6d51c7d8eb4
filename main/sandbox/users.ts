import type { Database } from 'better-sqlite3';

/** One mailbox of the sandbox tenant. All of them are roles in a fictional domain. */
export interface User {
  readonly id: string;
  readonly address: string;
  readonly displayName: string;
  readonly tenantId: string;
}

export const tenantDomain = 'sandbox.example';
export const tenantId = '5a4db0c5-0000-4000-8000-000000000000';

const roles = ['Sender', 'Finance', 'Legal', 'Design', 'Archive'] as const;

const columns = 'id, address, display_name AS displayName, tenant_id AS tenantId';

/** Creates the role mailboxes that are missing. Their ids are fixed, so that a reset does not orphan a signed-in account. */
export function createRoleMailboxes(db: Database): void {
  const insert = db.prepare('INSERT OR IGNORE INTO user (id, address, display_name, tenant_id) VALUES (?, ?, ?, ?)');
  for (const [index, role] of roles.entries()) {
    const id = `5a4db0c5-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
    insert.run(id, `${role.toLowerCase()}@${tenantDomain}`, `Sandbox ${role}`, tenantId);
  }
}

export function listUsers(db: Database): User[] {
  return db.prepare<[], User>(`SELECT ${columns} FROM user ORDER BY id`).all();
}

/** Throws a RangeError for what is no mailbox of the tenant. */
export function requireUser(db: Database, idOrAddress: string): User {
  const user = findUser(db, idOrAddress);
  if (user === undefined) throw new RangeError(`The sandbox has no mailbox '${idOrAddress}'.`);
  return user;
}

/** By GUID or by address; addresses are compared without case. */
export function findUser(db: Database, idOrAddress: string): User | undefined {
  return db
    .prepare<[string, string], User>(`SELECT ${columns} FROM user WHERE id = ? OR address = ? COLLATE NOCASE`)
    .get(idOrAddress, idOrAddress);
}
