import type { Database } from 'better-sqlite3';
import { findUser, tenantDomain } from '../users.ts';

export interface Member {
  readonly type: 'user' | 'group' | 'device';
  readonly id: string;
  readonly displayName: string;
  readonly mail: string | null;
}

export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly mail: string;
  /** In the order of the directory, groups within it before their members. */
  readonly members: readonly Member[];
}

const idOf = (n: number): string => `5a4db0c5-0000-4000-9000-${String(n).padStart(12, '0')}`;

const people = ['Finance', 'Legal', 'Design', 'Archive'].map((role, index): Member => {
  const mail = `${role.toLowerCase()}@${tenantDomain}`;
  return { type: 'user', id: idOf(1 + index), displayName: `Sandbox ${role}`, mail };
});

const projects: Group = {
  id: idOf(100),
  displayName: 'Sandbox Projects',
  mail: `projects@${tenantDomain}`,
  members: people.slice(0, 3),
};

/** A group with another in it, and with members that have no mailbox. */
const board: Group = {
  id: idOf(101),
  displayName: 'Sandbox Board',
  mail: `board@${tenantDomain}`,
  members: [
    { type: 'group', id: projects.id, displayName: projects.displayName, mail: projects.mail },
    ...people,
    { type: 'user', id: idOf(10), displayName: 'Sandbox Reception', mail: null },
    { type: 'device', id: idOf(11), displayName: 'Sandbox Projector', mail: null },
  ],
};

/** More than one message can be addressed to. Nobody in it has a mailbox here. */
const everyone: Group = {
  id: idOf(102),
  displayName: 'Sandbox Everyone',
  mail: `everyone@${tenantDomain}`,
  members: Array.from({ length: 162 }, (_, index): Member => {
    const number = String(index + 1).padStart(3, '0');
    const mail = `staff${number}@${tenantDomain}`;
    return { type: 'user', id: idOf(1_001 + index), displayName: `Sandbox Staff ${number}`, mail };
  }),
};

export const groups: readonly Group[] = [projects, board, everyone];

export function findGroup(address: string): Group | undefined {
  return groups.find(({ mail }) => mail === address.toLowerCase());
}

/** The addresses that a message to these is delivered to: of a group, the members that have a mailbox. */
export function expandAddresses(db: Database, addresses: readonly string[]): string[] {
  const reached = addresses.flatMap((address) => {
    const members = findGroup(address)?.members.flatMap(({ type, mail }) => (type === 'user' ? (mail ?? []) : []));
    return members?.filter((mail) => findUser(db, mail) !== undefined) ?? [address];
  });
  return [...new Map(reached.map((address) => [address.toLowerCase(), address])).values()];
}
