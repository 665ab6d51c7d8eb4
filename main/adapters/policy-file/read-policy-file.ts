import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { SettingLayer } from '../../core/policy/read-settings.ts';

/** Where an administrator puts the file unless `MAILROOM_POLICY_FILE` names another place. */
export function defaultPolicyFile(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string {
  switch (platform) {
    case 'win32':
      return join(environment['ProgramData'] ?? 'C:\\ProgramData', 'Mailroom', 'policy.json');
    case 'darwin':
      return '/Library/Application Support/Mailroom/policy.json';
    default:
      return '/etc/mailroom/policy.json';
  }
}

/**
 * The administrator's layer: a JSON object with the names of the environment variables. No file is no policy.
 * A file that cannot be read or understood stops the start with `config_invalid`, because ignoring it
 * would switch off what an administrator switched on.
 */
export function readPolicyFile(path: string): SettingLayer {
  const text = readText(path);
  return text === null ? {} : parseLayer(path, text);
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw unusable(path, 'cannot be read', error);
  }
}

function parseLayer(path: string, text: string): SettingLayer {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's own words quote the file, which may hold a secret.
    throw unusable(path, 'is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unusable(path, 'is not a JSON object');
  return { ...value };
}

function unusable(path: string, what: string, cause?: unknown): MailroomError {
  return new MailroomError('config_invalid', {
    message: `The policy file ${path} ${what}. Nothing was started.`,
    remediation: 'Ask your administrator to correct the file or to remove it.',
    field: 'MAILROOM_POLICY_FILE',
    cause,
  });
}
