import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { MailroomError } from '../../core/mailroom-error.ts';

/** 32 bytes. */
export type SealingKey = Buffer & { readonly __brand: 'SealingKey' };

const keyBytes = 32;
export const keyFileName = 'sealing.key';
/** Holds the key sealed by the key store of the system, for the host that has one. */
export const wrappedKeyFileName = `${keyFileName}.wrapped`;

/**
 * The key that seals secrets at rest: OAUTH_ENCRYPTION_KEY when set, else an owner-only file in the data folder,
 * made at the first start. A key that another host keeps in the key store of the system is never replaced.
 * Throws `config_invalid`, never quoting a key.
 */
export function loadSealingKey(dataDir: string, encryptionKey: string | null): SealingKey {
  if (encryptionKey !== null) return parseSealingKey(encryptionKey) ?? refuseVariable();
  const file = join(dataDir, keyFileName);
  const key = readKeyFile(file);
  if (key !== null) return key;
  if (existsSync(join(dataDir, wrappedKeyFileName))) return refuseWrapped();
  return createKeyFile(file);
}

/** Base64 or base64url of 32 bytes, padded or not: Fernet keys among them. */
export function parseSealingKey(text: string): SealingKey | null {
  const trimmed = text.trim();
  if (!/^[\w+/-]{43}=?$/.test(trimmed)) return null;
  const bytes = Buffer.from(trimmed, 'base64');
  return bytes.length === keyBytes ? (bytes as SealingKey) : null;
}

function readKeyFile(file: string): SealingKey | null {
  const fd = openOrNull(file);
  if (fd === null) return null;
  try {
    assertOwnerOnly(fd);
    return parseSealingKey(readFileSync(fd, 'latin1')) ?? refuseFile('does not hold a key');
  } finally {
    closeSync(fd);
  }
}

function openOrNull(file: string): number | null {
  try {
    // A link could point at a file that somebody else can read or change.
    return openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    return refuseFile('cannot be read');
  }
}

function assertOwnerOnly(fd: number): void {
  if (process.platform === 'win32') return;
  const { mode, uid } = fstatSync(fd);
  if ((mode & 0o077) !== 0) refuseFile('can be read by other users of this computer');
  if (uid !== process.getuid?.()) refuseFile('belongs to another user');
}

/**
 * Written whole under another name and then linked: the link fails when the file exists, so a process that dies here
 * leaves no half key, and of two processes both end with the same one.
 */
function createKeyFile(file: string): SealingKey {
  const draft = `${file}.${randomBytes(8).toString('hex')}`;
  const fd = openSync(draft, 'wx', 0o600);
  try {
    writeFileSync(fd, randomBytes(keyBytes).toString('base64url'));
    fsyncSync(fd);
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    closeSync(fd);
    unlinkSync(draft);
  }
  return readKeyFile(file) ?? refuseFile('disappeared while it was made');
}

function refuseVariable(): never {
  throw new MailroomError('config_invalid', {
    message: 'OAUTH_ENCRYPTION_KEY is not a key: it must be 32 bytes as base64 or base64url, 43 or 44 characters.',
    remediation: 'Give it the value that was used before, or unset it to use a key file in the data folder.',
    field: 'OAUTH_ENCRYPTION_KEY',
  });
}

function refuseWrapped(): never {
  throw new MailroomError('config_invalid', {
    message: 'The key of this data folder is in the key store of the system, which only the desktop app can open.',
    remediation: 'Start the desktop app: this then talks to it. Or name another folder with --data-dir.',
    field: wrappedKeyFileName,
  });
}

function refuseFile(what: string): never {
  throw new MailroomError('config_invalid', {
    message: `The key file ${keyFileName} in the data folder ${what}. No secret was opened with it.`,
    remediation: `Make it yours alone (chmod 600 ${keyFileName}), or remove it and sign in again.`,
    field: keyFileName,
  });
}
