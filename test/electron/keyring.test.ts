import { describe, expect, it } from 'vitest';
import { judgeKeyring, judgeSealed } from '../../main/electron/judge-keyring.ts';
import { systemKeyring } from '../../main/electron/keyring.ts';

type SafeStorage = Parameters<typeof systemKeyring>[0];

function keyStore(changes: Partial<Record<keyof SafeStorage, unknown>> = {}): SafeStorage {
  return {
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    getSelectedStorageBackend: () => 'kwallet6',
    encryptStringAsync: (plain: string) => Promise.resolve(Buffer.from(`v11${plain}`)),
    decryptStringAsync: (bytes: Buffer) =>
      Promise.resolve({ result: bytes.toString().slice(3), shouldReEncrypt: false }),
    ...changes,
  } as SafeStorage;
}

const sealed = (text: string): string => Buffer.from(text).toString('base64');

describe('the key store', () => {
  it.each([['gnome_libsecret'], ['kwallet'], ['kwallet5'], ['kwallet6'], [null]])(
    'is used with backend %s',
    (backend) => {
      expect(judgeKeyring(true, backend)).toBe(null);
    },
  );

  it.each([
    ['basic_text', true, 'no key store'],
    ['unknown', true, 'no key store'],
    ['basic_text', false, 'no key store'],
    ['kwallet6', false, 'locked'],
    [null, false, 'locked'],
  ])('with backend %s, available: %s, is refused as: %s', (backend, available, says) => {
    const message = expect.stringContaining(says);
    expect(judgeKeyring(available, backend)).toMatchObject({ error_code: 'config_invalid', message });
  });

  it.each([
    ['linux', 'v10secret', true],
    ['linux', 'v11secret', false],
    ['darwin', 'v10secret', false],
    ['win32', 'v10secret', false],
    ['linux', 'v1', false],
    ['linux', '', false],
  ] as const)(
    'on %s, what begins like %s counts as sealed with the key of Chromium’s source: %s',
    (platform, text, is) => {
      expect(judgeSealed(Buffer.from(text), platform) !== null).toBe(is);
    },
  );

  it('seals and opens', async () => {
    const ask = systemKeyring(keyStore(), 'linux');
    const answer = await ask({ kind: 'seal', plain: 'key' });
    expect(answer).toEqual({ kind: 'sealed', sealed: sealed('v11key') });
    expect(await ask({ kind: 'open', sealed: sealed('v11key') })).toEqual({
      kind: 'opened',
      plain: 'key',
      stale: false,
    });
  });

  it('S2: refuses what the fallback of Linux sealed, in both directions, although it says that it is available', async () => {
    const fallback = keyStore({ encryptStringAsync: () => Promise.resolve(Buffer.from('v10x')) });
    const ask = systemKeyring(fallback, 'linux');
    const refused = { kind: 'refused', error: { error_code: 'config_invalid', field: 'OAUTH_ENCRYPTION_KEY' } };
    expect(await ask({ kind: 'seal', plain: 'key' })).toMatchObject(refused);
    expect(await ask({ kind: 'open', sealed: sealed('v10key') })).toMatchObject(refused);
  });

  it('asks for the backend on Linux alone: elsewhere the call does not exist', async () => {
    const elsewhere = keyStore({
      getSelectedStorageBackend: () => {
        throw new TypeError('not a function');
      },
    });
    expect((await systemKeyring(elsewhere, 'darwin')({ kind: 'seal', plain: 'key' })).kind).toBe('sealed');
  });

  it('becomes advice when it fails, and tells no secret', async () => {
    const broken = keyStore({ decryptStringAsync: () => Promise.reject(new Error('token=secret')) });
    const answer = await systemKeyring(broken, 'darwin')({ kind: 'open', sealed: sealed('secret') });
    expect(answer).toMatchObject({ kind: 'refused', error: { retriable: true } });
    expect(JSON.stringify(answer)).not.toMatch(/secret|token/);
  });
});
