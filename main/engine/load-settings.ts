import envPaths from 'env-paths';
import { resolve } from 'node:path';
import { defaultPolicyFile, readPolicyFile } from '../adapters/policy-file/read-policy-file.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import { readSettings, type SettingLayers, type SettingOrigins } from '../core/policy/read-settings.ts';
import type { Settings } from '../core/policy/settings.ts';
import type { Host } from './host.ts';

export interface LoadedSettings {
  readonly settings: Settings;
  readonly origins: SettingOrigins;
  readonly notes: readonly string[];
  readonly dataDir: string;
  /** The place that the system has for such data: nobody named another. */
  readonly isUsualDataDir: boolean;
  /** What they were read from; what a person chose is in the data folder, and not among them yet. */
  readonly layers: Omit<SettingLayers, 'person'>;
}

/** What connecting a mailbox turns on for it; the environment and the administrator's policy stand above. */
const connectedAccount = { PROVIDER_MICROSOFT_ENABLED: true, MS_UPLOAD_SESSIONS_ENABLED: true } as const;

/** Reads policy file and environment. Throws one error that names the first bad value and counts the others. */
export function loadSettings(host: Pick<Host, 'env' | 'dataDir'>): LoadedSettings {
  const policyFile = host.env['MAILROOM_POLICY_FILE'] || defaultPolicyFile(process.platform, host.env);
  const layers = { policy: readPolicyFile(policyFile), environment: host.env, account: connectedAccount };
  const read = readSettings(layers);
  if (!read.ok) {
    const [first, ...others] = read.faults;
    const more = others.length === 0 ? '' : ` ${String(others.length)} more settings are wrong.`;
    throw new MailroomError(first?.code ?? 'config_invalid', {
      message: `${first?.message ?? 'A setting is wrong.'}${more} Nothing was started.`,
      remediation: 'Correct the value and start again; docs/settings.md lists every setting with its range.',
      ...(first === undefined ? {} : { field: first.name }),
      details: { faults: read.faults.map((fault) => fault.message) },
    });
  }
  const usualDataDir = resolve(envPaths('Mailroom', { suffix: '' }).data);
  const dataDir = resolve(host.dataDir ?? read.settings.dataDir ?? usualDataDir);
  const isUsualDataDir = dataDir === usualDataDir;
  return { settings: read.settings, origins: read.origins, notes: read.notes, dataDir, isUsualDataDir, layers };
}
