import type { ListedSetting } from '../../../contract/settings.ts';
import type { ResolvedSettings, SettingOrigins } from './read-settings.ts';
import { settingTable, type SettingName, type SettingRow, type Settings } from './settings.ts';

type Shown = Pick<ListedSetting, 'value' | 'text' | 'origin'>;
type Resolved = Pick<ResolvedSettings, 'settings' | 'origins'>;

const entries: readonly [string, SettingRow<SettingName, unknown>][] = Object.entries(settingTable);

/** What is set and by whom: `now`, as the engine runs, from the `next` start on, and without a person's choices. */
export function listSettings(now: Resolved, next: Resolved, unchosen: Resolved): ListedSetting[] {
  return entries.map(([key, row]) => {
    const [current, coming] = [show(now, key, row), show(next, key, row)];
    const isSame = current.text === coming.text && current.value === coming.value && current.origin === coming.origin;
    return {
      ...current,
      name: row.name,
      form: row.form,
      range: row.range,
      change: row.change,
      next: isSame ? null : coming,
      unchosen: show(unchosen, key, row).value,
    };
  });
}

/** What somebody set, for `mailroom doctor`. */
export function listSetSettings(settings: Settings, origins: SettingOrigins): { name: SettingName; words: string }[] {
  const resolved = { settings, origins };
  return entries
    .map(([key, row]) => ({ name: row.name, ...show(resolved, key, row) }))
    .filter(({ origin }) => origin !== 'default')
    .map(({ name, value, origin }) => ({ name, words: `${value}, set by ${origin}` }));
}

/** What must stand in no text that leaves this computer. */
export function secretValues(settings: Settings): string[] {
  const values: Record<string, unknown> = settings;
  return entries.flatMap(([key, { secret }]) => {
    const value = values[key];
    return secret && typeof value === 'string' ? [value] : [];
  });
}

function show({ settings, origins }: Resolved, key: string, { name, secret }: SettingRow<SettingName, unknown>): Shown {
  const values: Record<string, unknown> = settings;
  const value = values[key] ?? null;
  const text = value === null ? null : asWritten(value);
  return {
    value: text === null ? 'not set' : secret ? 'set' : text,
    text: secret ? null : text,
    origin: origins[name],
  };
}

function asWritten(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
