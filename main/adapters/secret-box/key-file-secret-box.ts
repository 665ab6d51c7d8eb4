import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { SecretBox } from '../../core/ports/secret-box.ts';
import type { SealingKey } from './sealing-key.ts';

const nonceBytes = 12;
const tagBytes = 16;
/** Names the algorithm and the layout: `v1.` and base64url of nonce, ciphertext, tag. */
const version = 'v1';

/** AES-256-GCM with a fresh random nonce for each text and the purpose as additional data. */
export function keyFileSecretBox(key: SealingKey): SecretBox {
  return {
    seal: (plain, purpose) => Promise.resolve(seal(key, plain, purpose)),
    async open(sealed, purpose) {
      try {
        return await Promise.resolve(open(key, sealed, purpose));
      } catch {
        throw cannotOpen();
      }
    },
  };
}

function seal(key: SealingKey, plain: string, purpose: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
  const parts = [nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return `${version}.${Buffer.concat(parts).toString('base64url')}`;
}

function open(key: SealingKey, sealed: string, purpose: string): string {
  const [found, text = ''] = sealed.split('.');
  const bytes = Buffer.from(text, 'base64url');
  if (found !== version || bytes.length < nonceBytes + tagBytes) throw new Error('not a sealed text of this version');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-tagBytes));
  const plain = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
  return Buffer.concat([plain, decipher.final()]).toString('utf8');
}

function cannotOpen(): MailroomError {
  return new MailroomError('config_invalid', {
    message: 'A stored secret cannot be opened: it was sealed with another key, or it is damaged.',
    remediation: 'Put back the key that was used before, or sign in again.',
    field: 'OAUTH_ENCRYPTION_KEY',
  });
}
