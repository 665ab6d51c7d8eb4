import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSealingKey } from '../../../main/adapters/secret-box/sealing-key.ts';
import { MailroomError } from '../../../main/core/mailroom-error.ts';
import { temporaryFolder } from '../../helpers/open-test-database.ts';

function refusalOf(work: () => unknown): MailroomError {
  try {
    work();
  } catch (error) {
    if (error instanceof MailroomError) return error;
  }
  throw new Error('expected a MailroomError');
}

describe('OAUTH_ENCRYPTION_KEY', () => {
  // The byte 0xfb in front makes both special characters of each alphabet appear.
  const key = Buffer.concat([Buffer.from([0xfb, 0xef, 0xff]), randomBytes(29)]);

  test.each([
    ['base64', key.toString('base64')],
    ['base64 without padding', key.toString('base64').replace('=', '')],
    ['base64url', key.toString('base64url')],
    ['a Fernet key, which is base64url with padding', `${key.toString('base64url')}=`],
    ['base64 and a line end', `${key.toString('base64')}\n`],
  ])('accepts 32 bytes as %s, and makes no file', (_, text) => {
    const dataDir = temporaryFolder();
    expect(key.equals(loadSealingKey(dataDir, text))).toBe(true);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test.each([
    ['a password', 'correct horse battery staple'],
    ['16 bytes', randomBytes(16).toString('base64')],
    ['33 bytes', randomBytes(33).toString('base64')],
    ['hexadecimal', randomBytes(32).toString('hex')],
  ])('refuses %s, naming the variable and the shape but not the value', (_, text) => {
    const { structured } = refusalOf(() => loadSealingKey(temporaryFolder(), text));
    expect(structured).toMatchObject({ error_code: 'config_invalid', field: 'OAUTH_ENCRYPTION_KEY' });
    expect(structured.message).toContain('32 bytes');
    expect(JSON.stringify(structured)).not.toContain(text);
  });
});

describe('the key file', () => {
  test('is made once, for its owner alone, and read from then on', () => {
    const dataDir = temporaryFolder();
    const first = loadSealingKey(dataDir, null);
    expect(first).toHaveLength(32);
    expect(first.equals(loadSealingKey(dataDir, null))).toBe(true);
    expect(readdirSync(dataDir)).toEqual(['sealing.key']);
    expect(statSync(join(dataDir, 'sealing.key')).mode & 0o777).toBe(0o600);
    expect(first.equals(loadSealingKey(temporaryFolder(), null))).toBe(false);
  });

  test('is one and the same for two processes that start together', async () => {
    const dataDir = temporaryFolder();
    const keys = await Promise.all(Array.from({ length: 4 }, () => loadInChild(dataDir)));
    expect(new Set(keys).size).toBe(1);
    expect(readdirSync(dataDir)).toEqual(['sealing.key']);
  });

  test.runIf(process.platform !== 'win32').each([0o640, 0o604, 0o660, 0o777])(
    'is refused with advice when its mode is %o',
    (mode) => {
      const dataDir = temporaryFolder();
      loadSealingKey(dataDir, null);
      chmodSync(join(dataDir, 'sealing.key'), mode);
      const { structured } = refusalOf(() => loadSealingKey(dataDir, null));
      expect(structured.message).toContain('other users');
      expect(structured.remediation).toContain('chmod 600');
    },
  );

  test('is refused when it is a link, half written, or not a key; and is never replaced then', () => {
    const dataDir = temporaryFolder();
    const file = join(dataDir, 'sealing.key');
    loadSealingKey(dataDir, null);
    linkSync(file, join(dataDir, 'elsewhere'));
    unlinkSync(file);
    symlinkSync(join(dataDir, 'elsewhere'), file);
    expect(refusalOf(() => loadSealingKey(dataDir, null)).code).toBe('config_invalid');
    unlinkSync(file);
    for (const text of ['', 'AAAA', 'not a key at all']) {
      writeFileSync(file, text, { mode: 0o600 });
      expect(refusalOf(() => loadSealingKey(dataDir, null)).structured.message).toContain('does not hold a key');
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });
});

function loadInChild(dataDir: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'load-key-process.ts'), [dataDir], { stdio: 'ignore' });
    child.once('message', (key) => resolve(JSON.stringify(key)));
    child.once('error', reject);
  });
}
