import type { StructuredError } from '../../contract/errors.ts';
import { structuredError } from '../core/mailroom-error.ts';
import type { ElectronParts } from './electron-parts.ts';
import type { KeyringAnswer, KeyringQuestion } from './engine-messages.ts';
import { judgeKeyring, judgeSealed } from './judge-keyring.ts';

/** Seals and opens with the key store of the system, in the main process, where Electron has it. Never throws. */
export type Keyring = (question: KeyringQuestion) => Promise<KeyringAnswer>;

export function systemKeyring(safeStorage: ElectronParts['safeStorage'], platform: NodeJS.Platform): Keyring {
  return async (question) => {
    try {
      const available = await safeStorage.isAsyncEncryptionAvailable();
      const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : null;
      const refusal = judgeKeyring(available, backend);
      if (refusal !== null) return { kind: 'refused', error: refusal };
      return question.kind === 'seal' ? await seal(question.plain) : await open(question.sealed);
    } catch {
      return { kind: 'refused', error: doesNotOpen(question.kind) };
    }
  };

  async function seal(plain: string): Promise<KeyringAnswer> {
    const bytes = await safeStorage.encryptStringAsync(plain);
    const refusal = judgeSealed(bytes, platform);
    return refusal === null
      ? { kind: 'sealed', sealed: bytes.toString('base64') }
      : { kind: 'refused', error: refusal };
  }

  async function open(sealed: string): Promise<KeyringAnswer> {
    const bytes = Buffer.from(sealed, 'base64');
    const refusal = judgeSealed(bytes, platform);
    if (refusal !== null) return { kind: 'refused', error: refusal };
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(bytes);
    return { kind: 'opened', plain: result, stale: shouldReEncrypt };
  }
}

function doesNotOpen(doing: KeyringQuestion['kind']): StructuredError {
  return structuredError('config_invalid', {
    message: `The key store of this computer did not ${doing} Mailroom's key. Messages and files are untouched.`,
    remediation: 'Unlock the key store and try again. If it was reset, remove sealing.key.wrapped and sign in again.',
    retriable: true,
  });
}
