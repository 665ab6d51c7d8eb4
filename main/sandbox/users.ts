import type { Database } from 'better-sqlite3';

/** One mailbox of the sandbox. All of them are roles in fictional domains. */
export interface User {
  readonly id: string;
  readonly address: string;
  readonly displayName: string;
  readonly tenantId: string;
}

export const tenantDomain = 'sandbox.example';
export const tenantId = '5a4db0c5-0000-4000-8000-000000000000';

const roles = ['Sender', 'Finance', 'Legal', 'Design', 'Archive'] as const;

/** A mailbox that nobody signs in to: people open it with rights of their own. */
const shared: User = {
  id: `${tenantId.slice(0, -4)}0101`,
  address: `team@${tenantDomain}`,
  displayName: 'Sandbox Team',
  tenantId,
};

/** Somebody of another organisation, for whoever works for two. */
const elsewhere: User = {
  id: '5a4db0c5-0000-4000-8001-000000000001',
  address: 'agency@second-sandbox.example',
  displayName: 'Sandbox Agency',
  tenantId: '5a4db0c5-0000-4000-8001-000000000000',
};

const columns = 'id, address, display_name AS displayName, tenant_id AS tenantId';

/** Creates the role mailboxes that are missing. Their ids are fixed, so that a reset does not orphan a signed-in account. */
export function createRoleMailboxes(db: Database): void {
  const insert = db.prepare('INSERT OR IGNORE INTO user (id, address, display_name, tenant_id) VALUES (?, ?, ?, ?)');
  for (const [index, role] of roles.entries()) {
    const id = `5a4db0c5-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
    insert.run(id, `${role.toLowerCase()}@${tenantDomain}`, `Sandbox ${role}`, tenantId);
  }
  for (const user of [shared, elsewhere]) insert.run(user.id, user.address, user.displayName, user.tenantId);
}

/** Who can sign in. */
export function listPeople(db: Database): User[] {
  return listUsers(db).filter(({ id }) => id !== shared.id);
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
