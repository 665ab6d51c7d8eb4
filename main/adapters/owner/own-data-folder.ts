import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPrivateFolder } from '../private-files.ts';
import type { WriteDb } from '../sqlite/connection.ts';
import { openDatabase } from '../sqlite/open-database.ts';
import { beat, takeOver } from '../sqlite/take-over.ts';
import { holdLock } from './hold-lock.ts';
import type { HeldLock } from './hold-lock.ts';
import { readOwnerContact, removeOwnerContact, writeOwnerContact } from './owner-contact.ts';
import type { OwnerContact } from './owner-contact.ts';
import { ownerSocketPath } from './owner-socket-path.ts';

const BEAT_MS = 20_000;

export interface DataFolderOwner {
  readonly kind: 'owner';
  readonly epoch: number;
  /** The open database, and with it the right to write. */
  readonly db: WriteDb;
  /** What `listenOnOwnerSocket` needs to be found by others. */
  readonly contact: OwnerContact;
  /** Closes the database and lets the next one own the folder. A process that dies does so by dying. */
  release(): void;
}

export type Ownership =
  | DataFolderOwner
  /** `contact` is null while the other is only starting, and may be out of date: the socket then refuses. */
  | { readonly kind: 'ownedByOther'; readonly contact: OwnerContact | null };

/**
 * Makes this process the only writer of a data folder, or says who is.
 * Throws what `openDatabase` throws, and owns nothing then.
 */
export function ownDataFolder(dataDir: string, nowMs: () => number): Ownership {
  createPrivateFolder(dataDir);
  const lock = holdLock(join(dataDir, 'owner.lock'));
  if (lock === null) return { kind: 'ownedByOther', contact: readOwnerContact(dataDir) };
  try {
    return becomeOwner(dataDir, lock, nowMs);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function becomeOwner(dataDir: string, lock: HeldLock, nowMs: () => number): DataFolderOwner {
  removeOwnerContact(dataDir);
  const startedAtMs = nowMs();
  const db = takeOver(openDatabase(dataDir, startedAtMs), {
    pid: process.pid,
    bootId: readBootId(),
    nowMs: startedAtMs,
  });
  const { epoch } = db;
  const token = randomBytes(32).toString('base64url');
  const contact = { pid: process.pid, epoch, socketPath: ownerSocketPath(dataDir), token, startedAtMs };
  writeOwnerContact(dataDir, contact);

  const beating = setInterval(() => {
    if (lock.isHeld()) beatOnce(db, nowMs());
  }, BEAT_MS).unref();

  const release = (): void => {
    if (!lock.isHeld()) return;
    clearInterval(beating);
    db.connection.close();
    removeOwnerContact(dataDir);
    lock.release();
  };
  return { kind: 'owner', epoch, db, contact, release };
}

/** A beat is a note for diagnosis. What keeps it from being written keeps the next real change from it too, which says so. */
function beatOnce(db: WriteDb, nowMs: number): void {
  try {
    beat(db, nowMs);
  } catch {
    // Said by the next change.
  }
}

/** Tells a process id of this boot from the same number of an earlier one. Linux alone offers it. */
function readBootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}
