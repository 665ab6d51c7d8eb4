import type { Database } from 'better-sqlite3';
import { countItems, listFolders } from '../store/folders.ts';
import type { User } from '../users.ts';
import { listUsers } from '../users.ts';

export interface Mailbox extends User {
  readonly folders: readonly { readonly name: string; readonly total: number; readonly unread: number }[];
}

export function listMailboxes(db: Database): Mailbox[] {
  return listUsers(db).map((user) => ({
    ...user,
    folders: listFolders(db, user.id).map((folder) => ({ name: folder.name, ...countItems(db, folder.id) })),
  }));
}
