import { createHmac, hkdfSync } from 'node:crypto';
import type { Mac } from '../../core/ports/digest.ts';
import type { SealingKey } from './sealing-key.ts';

/** HMAC-SHA-256 with a key of its own that is derived from the sealing key, so that no sum ever serves another purpose. */
export function sealingKeyMac(key: SealingKey, purpose: string): Mac {
  const derived = Buffer.from(hkdfSync('sha256', key, '', `mailroom:${purpose}`, 32));
  return { authenticate: (text) => createHmac('sha256', derived).update(text).digest('hex') };
}
