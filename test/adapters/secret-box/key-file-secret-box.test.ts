import { randomBytes } from 'node:crypto';
import { assert, asyncProperty, string } from 'fast-check';
import { expect, test } from 'vitest';
import { keyFileSecretBox } from '../../../main/adapters/secret-box/key-file-secret-box.ts';
import { loadSealingKey } from '../../../main/adapters/secret-box/sealing-key.ts';

function newBox() {
  return keyFileSecretBox(loadSealingKey('/nowhere', randomBytes(32).toString('base64')));
}

test('opens what it sealed, for any text and purpose', async () => {
  const box = newBox();
  await assert(
    asyncProperty(string({ unit: 'grapheme' }), string(), async (plain, purpose) => {
      expect(await box.open(await box.seal(plain, purpose), purpose)).toBe(plain);
    }),
  );
});

test('seals the same text differently each time, and not readably', async () => {
  const box = newBox();
  const sealed = await Promise.all(Array.from({ length: 100 }, () => box.seal('a secret text', 'p')));
  expect(new Set(sealed).size).toBe(100);
  for (const text of sealed) {
    expect(text).toMatch(/^v1\.[\w-]+$/);
    expect(Buffer.from(text, 'base64url').toString('latin1')).not.toContain('secret');
  }
});

test('refuses another key, another purpose, another version, and nonsense', async () => {
  const box = newBox();
  const sealed = await box.seal('a secret text', 'p');
  const refused = 'cannot be opened';
  await expect(newBox().open(sealed, 'p')).rejects.toThrow(refused);
  await expect(box.open(sealed, 'q')).rejects.toThrow(refused);
  await expect(box.open(sealed.replace('v1', 'v2'), 'p')).rejects.toThrow(refused);
  for (const text of ['', 'v1', 'v1.', 'v1.AAAA', 'a secret text']) {
    await expect(box.open(text, 'p')).rejects.toThrow(refused);
  }
});

test('refuses a text in which any one bit was changed, and does not quote it', async () => {
  const box = newBox();
  const bytes = Buffer.from((await box.seal('short', 'p')).slice(3), 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const altered = Buffer.from(bytes);
    altered.writeUInt8(altered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    const text = `v1.${altered.toString('base64url')}`;
    const error: unknown = await box.open(text, 'p').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'config_invalid' });
    expect(String(error)).not.toContain(text.slice(3));
  }
});
