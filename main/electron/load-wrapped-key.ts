import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type SealingKey,
  keyFileName,
  loadSealingKey,
  parseSealingKey,
  wrappedKeyFileName,
} from '../adapters/secret-box/sealing-key.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import type { KeyringAnswer, KeyringQuestion } from './engine-messages.ts';
import { replacePrivateFile } from './replace-private-file.ts';

type AskKeyring = (question: KeyringQuestion) => Promise<KeyringAnswer>;

/**
 * The engine's sealing key, kept in the data folder sealed by the key store of the system. What seals the many secrets
 * is still this one key, because the key store binds nothing to a purpose and does not notice every alteration.
 * A folder that another host began has its key in a file; it stays there, since that host could not open a sealed one.
 */
export async function loadWrappedKey(dataDir: string, ask: AskKeyring): Promise<SealingKey> {
  if (existsSync(join(dataDir, keyFileName))) return loadSealingKey(dataDir, null);
  const file = join(dataDir, wrappedKeyFileName);
  return existsSync(file) ? openKey(file, ask) : createKey(file, ask);
}

async function openKey(file: string, ask: AskKeyring): Promise<SealingKey> {
  const answer = await ask({ kind: 'open', sealed: readFileSync(file, 'latin1').trim() });
  if (answer.kind !== 'opened') throw refused(answer);
  const key = parseSealingKey(answer.plain);
  if (key === null) throw damaged();
  if (answer.stale) await replacePrivateFile(file, await sealKey(answer.plain, ask));
  return key;
}

async function createKey(file: string, ask: AskKeyring): Promise<SealingKey> {
  const plain = randomBytes(32).toString('base64url');
  const sealed = await sealKey(plain, ask);
  // Opened once before anything is sealed with it: a key store that only takes would cost every secret.
  const answer = await ask({ kind: 'open', sealed });
  const key = answer.kind === 'opened' && answer.plain === plain ? parseSealingKey(plain) : null;
  if (key === null) throw refused(answer);
  await replacePrivateFile(file, sealed);
  return key;
}

async function sealKey(plain: string, ask: AskKeyring): Promise<string> {
  const answer = await ask({ kind: 'seal', plain });
  if (answer.kind !== 'sealed') throw refused(answer);
  return answer.sealed;
}

function refused(answer: KeyringAnswer): MailroomError {
  if (answer.kind !== 'refused') throw new Error('the key store gave back another key');
  const { error_code: code, field, ...parts } = answer.error;
  return new MailroomError(code, field === null ? parts : { ...parts, field });
}

function damaged(): MailroomError {
  return new MailroomError('config_invalid', {
    message: `The file ${wrappedKeyFileName} in the data folder holds no key. No secret was opened with it.`,
    remediation: 'Put back the file from a backup, or remove it and sign in again.',
    field: wrappedKeyFileName,
  });
}
