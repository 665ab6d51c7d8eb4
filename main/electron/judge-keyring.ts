import type { StructuredError } from '../../contract/errors.ts';
import { structuredError } from '../core/mailroom-error.ts';

/** Backends of Linux that keep no secret: a key that is in the source of Chromium, or not known yet. */
const openBackends = new Set(['basic_text', 'unknown']);

/** How Chromium marks what it sealed with the key that is in its source. Elsewhere the same mark stands for a real key. */
const hardCodedMark = 'v10';

/**
 * Null when the key store may be used. `available` alone proves nothing on Linux, where Chromium falls back to a
 * hard-coded key and still says yes. `backend` is null on systems that have only one.
 */
export function judgeKeyring(available: boolean, backend: string | null): StructuredError | null {
  if (backend !== null && openBackends.has(backend)) return noKeyStore();
  return available ? null : lockedKeyStore();
}

/** The second look, at what was sealed: the mark shows which key was really used. */
export function judgeSealed(sealed: Uint8Array, platform: NodeJS.Platform): StructuredError | null {
  const mark = String.fromCharCode(...sealed.subarray(0, hardCodedMark.length));
  return platform === 'linux' && mark === hardCodedMark ? noKeyStore() : null;
}

function noKeyStore(): StructuredError {
  return structuredError('config_invalid', {
    message:
      'This computer has no key store that keeps a secret, so Mailroom does not keep yours in it. Nothing was stored.',
    remediation:
      'Install and unlock GNOME Keyring or KWallet and start Mailroom again, or set OAUTH_ENCRYPTION_KEY to a key of your own.',
    field: 'OAUTH_ENCRYPTION_KEY',
  });
}

function lockedKeyStore(): StructuredError {
  return structuredError('config_invalid', {
    message: 'The key store of this computer is locked or does not answer. Nothing was lost.',
    remediation: 'Unlock it and try again.',
    retriable: true,
  });
}
