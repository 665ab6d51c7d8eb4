import { createHash, randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';

/** Who can sign in. Structurally the tenant's own user. */
export interface IdentityUser {
  readonly id: string;
  readonly address: string;
  readonly displayName: string;
  readonly tenantId: string;
}

export interface IdentityOptions {
  readonly db: Database;
  /** Scheme, host and port of the running service, without a closing slash. */
  readonly origin: () => string;
  readonly nowMs: () => number;
  readonly listUsers: () => readonly IdentityUser[];
}

export function newSecret(kind: 'code' | 'access' | 'refresh' | 'device'): string {
  return `sandbox-${kind}-${randomBytes(32).toString('base64url')}`;
}

/** What the database keeps of a secret: enough to recognise it, not to use it. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function findIdentityUser(options: IdentityOptions, idOrAddress: string | null): IdentityUser | undefined {
  const wanted = idOrAddress?.toLowerCase();
  return options.listUsers().find((user) => user.id.toLowerCase() === wanted || user.address.toLowerCase() === wanted);
}
