import type { SettingOrigin, SettingOrigins } from './read-settings.ts';
import { settingTable, type SettingName, type Settings } from './settings.ts';

export interface ListedSetting {
  readonly name: SettingName;
  /** Fit to be shown: a secret says only that it is there. */
  readonly value: string;
  readonly origin: SettingOrigin;
}

/** What is set and by whom, for `mailroom doctor` and the settings screen. */
export function listSettings(settings: Settings, origins: SettingOrigins): ListedSetting[] {
  const values: Record<string, unknown> = settings;
  return Object.entries(settingTable).map(([key, { name, secret }]) => {
    return { name, value: shown(values[key], secret), origin: origins[name] };
  });
}

function shown(value: unknown, secret: boolean): string {
  if (value === null) return 'not set';
  if (secret) return 'set';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
