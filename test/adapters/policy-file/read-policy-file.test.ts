import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultPolicyFile, readPolicyFile } from '../../../main/adapters/policy-file/read-policy-file.ts';
import { MailroomError } from '../../../main/core/mailroom-error.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailroom-policy-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(text: string): string {
  const path = join(folder, 'policy.json');
  writeFileSync(path, text);
  return path;
}

function faultOf(path: string) {
  try {
    readPolicyFile(path);
  } catch (error) {
    if (error instanceof MailroomError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('readPolicyFile', () => {
  it('reads the same names as the environment has, also behind a byte order mark', () => {
    const path = write('\uFEFF{ "MS_SEND_PATH": "direct", "MS_INTERNAL_DOMAINS": ["inside.example"] }');
    expect(readPolicyFile(path)).toEqual({ MS_SEND_PATH: 'direct', MS_INTERNAL_DOMAINS: ['inside.example'] });
  });

  it('takes a missing file for no policy', () => {
    expect(readPolicyFile(join(folder, 'none', 'policy.json'))).toEqual({});
  });

  it.each(['{ "REDIS_URL": "redis://:hunter2@host"', '', '[]', 'null', '"text"'])(
    'stops at %j, naming the file and quoting nothing of it',
    (text) => {
      const path = write(text);
      const fault = faultOf(path);
      expect(fault.code).toBe('config_invalid');
      expect(fault.message).toContain(path);
      expect(JSON.stringify(fault.structured) + String(fault.cause)).not.toContain('hunter2');
    },
  );

  it('stops when the file is there but cannot be read', () => {
    expect(faultOf(folder).code).toBe('config_invalid');
  });
});

describe('defaultPolicyFile', () => {
  it('is a place that only an administrator writes to', () => {
    expect(defaultPolicyFile('linux', {})).toBe('/etc/mailroom/policy.json');
    expect(defaultPolicyFile('darwin', {})).toBe('/Library/Application Support/Mailroom/policy.json');
    expect(defaultPolicyFile('win32', { ProgramData: 'D:\\Data' })).toContain('D:\\Data');
  });
});
