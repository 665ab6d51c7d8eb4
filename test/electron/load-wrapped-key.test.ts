import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSealingKey } from '../../main/adapters/secret-box/sealing-key.ts';
import { structuredError } from '../../main/core/mailroom-error.ts';
import type { KeyringAnswer, KeyringQuestion } from '../../main/electron/engine-messages.ts';
import { loadWrappedKey } from '../../main/electron/load-wrapped-key.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'mailroom-key-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const wrapped = (): string => join(dataDir, 'sealing.key.wrapped');
const refusal = structuredError('config_invalid', { message: 'Locked.', remediation: 'Unlock it.', retriable: true });

const refuse = async (): Promise<KeyringAnswer> => ({ kind: 'refused', error: refusal });

/** Takes a key to seal, and answers as told when it should open it. */
function onlyTakes(opened: KeyringAnswer) {
  return async ({ kind }: KeyringQuestion): Promise<KeyringAnswer> =>
    kind === 'seal' ? { kind: 'sealed', sealed: 'x' } : opened;
}

function turn(text: string): string {
  return text.split('').toReversed().join('');
}

/** Turns a text around: not readable as it was, and no more is asked of it here. */
function reversing(mark: string, stale = false) {
  const asked: KeyringQuestion['kind'][] = [];
  const ask = async (question: KeyringQuestion): Promise<KeyringAnswer> => {
    asked.push(question.kind);
    if (question.kind === 'seal') return { kind: 'sealed', sealed: mark + turn(question.plain) };
    return { kind: 'opened', plain: turn(question.sealed.slice(2)), stale: stale && !question.sealed.startsWith(mark) };
  };
  return { ask, asked };
}

describe('the key of a desktop’s data folder', () => {
  it('S2: is made once, kept sealed for its user alone, and is the same at the next start', async () => {
    const keyStore = reversing('1.');
    const key = await loadWrappedKey(dataDir, keyStore.ask);
    expect(key.length).toBe(32);
    expect(readdirSync(dataDir)).toEqual(['sealing.key.wrapped']);
    expect(readFileSync(wrapped(), 'utf8')).not.toContain(key.toString('base64url'));
    expect(statSync(wrapped()).mode & 0o077).toBe(0);
    expect(await loadWrappedKey(dataDir, keyStore.ask)).toEqual(key);
  });

  it('is sealed anew when the key store asks for it, and stays the same', async () => {
    const key = await loadWrappedKey(dataDir, reversing('1.').ask);
    expect(await loadWrappedKey(dataDir, reversing('2.', true).ask)).toEqual(key);
    expect(readFileSync(wrapped(), 'utf8')).toMatch(/^2\./);
    expect(await loadWrappedKey(dataDir, reversing('2.', true).ask)).toEqual(key);
  });

  it('is not kept when the key store takes it but does not give it back', async () => {
    for (const opened of [
      { kind: 'refused', error: refusal } as const,
      { kind: 'opened', plain: 'another', stale: false } as const,
    ]) {
      await expect(loadWrappedKey(dataDir, onlyTakes(opened))).rejects.toThrow(/Locked|another key/);
    }
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('is never replaced: a refusal, and a file without a key, stop the start with advice', async () => {
    await loadWrappedKey(dataDir, reversing('1.').ask);
    const before = readFileSync(wrapped(), 'utf8');
    await expect(loadWrappedKey(dataDir, refuse)).rejects.toMatchObject({ structured: refusal });
    expect(readFileSync(wrapped(), 'utf8')).toBe(before);

    writeFileSync(wrapped(), '1.damaged');
    await expect(loadWrappedKey(dataDir, reversing('1.').ask)).rejects.toMatchObject({
      structured: { field: 'sealing.key.wrapped' },
    });
  });

  it('stays in its file when another host began the folder', async () => {
    const key = loadSealingKey(dataDir, null);
    const keyStore = reversing('1.');
    expect(await loadWrappedKey(dataDir, keyStore.ask)).toEqual(key);
    expect(keyStore.asked).toEqual([]);
    expect(existsSync(wrapped())).toBe(false);
  });

  it('is not doubled by a host that cannot open it', async () => {
    await loadWrappedKey(dataDir, reversing('1.').ask);
    expect(() => loadSealingKey(dataDir, null)).toThrow(/only the desktop app can open/);
    expect(readdirSync(dataDir)).toEqual(['sealing.key.wrapped']);
  });
});
