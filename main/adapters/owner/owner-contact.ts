import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** How a second command finds the process that owns the data folder. The token is a secret of this user. */
const ownerContact = z.object({
  pid: z.int(),
  epoch: z.int(),
  socketPath: z.string(),
  token: z.string(),
  startedAtMs: z.int(),
});
export type OwnerContact = z.infer<typeof ownerContact>;

/** Replaces the whole file at once; nobody ever reads half of it. Not synced: it means nothing after a power cut. */
export function writeOwnerContact(dataDir: string, contact: OwnerContact): void {
  const file = contactFile(dataDir);
  rmSync(`${file}.new`, { force: true });
  writeFileSync(`${file}.new`, JSON.stringify(contact), { mode: 0o600, flag: 'wx' });
  renameSync(`${file}.new`, file);
}

/** Null while an owner is only starting. */
export function readOwnerContact(dataDir: string): OwnerContact | null {
  try {
    return ownerContact.parse(JSON.parse(readFileSync(contactFile(dataDir), 'utf8')));
  } catch {
    return null;
  }
}

export function removeOwnerContact(dataDir: string): void {
  rmSync(contactFile(dataDir), { force: true });
}

function contactFile(dataDir: string): string {
  return join(dataDir, 'owner.json');
}
