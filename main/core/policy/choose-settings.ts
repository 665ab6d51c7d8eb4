import { readSettings, type ResolvedSettings, type SettingFault, type SettingLayers } from './read-settings.ts';
import { settingTable, type SettingName, type SettingRow } from './settings.ts';

/** What a person chose, by variable name, as written. */
export type Choices = Readonly<Partial<Record<SettingName, string>>>;
type OtherLayers = Omit<SettingLayers, 'person'>;

const rows: readonly SettingRow<SettingName, unknown>[] = Object.values(settingTable);

/** The settings that a person may choose. */
export const choosableNames: readonly SettingName[] = rows
  .filter(({ change }) => change !== null)
  .map(({ name }) => name);

export function findSetting(name: string): SettingRow<SettingName, unknown> | null {
  return rows.find((row) => row.name === name) ?? null;
}

/**
 * Resolves the settings with what a person chose. A choice that has become impossible, by another release or by what an
 * administrator set since, counts no more and is named in the notes: it must never stop a start. Null only when the
 * other layers are wrong by themselves.
 */
export function resolveChoices(layers: OtherLayers, choices: Choices): ResolvedSettings | null {
  const read = readSettings({ ...layers, person: choices });
  if (read.ok) return read;
  const faulty = read.faults.filter(({ name }) => name in choices);
  const dropped = faulty.length > 0 ? faulty.map(({ name }) => name) : rows.map(({ name }) => name);
  const kept = Object.entries(choices).filter(([name]) => !dropped.some((other) => other === name));
  if (kept.length === Object.keys(choices).length) return null;
  const resolved = resolveChoices(layers, Object.fromEntries(kept));
  if (resolved === null) return null;
  const notes = read.faults.map(({ message }) => `What was chosen in the settings does not count: ${message}`);
  return { ...resolved, notes: [...resolved.notes, ...notes] };
}

/**
 * Why this choice cannot be made; null when it can. Judged beside the choices that count: one that has become impossible
 * must not stand in the way of all others.
 */
export function judgeChoice(
  layers: OtherLayers,
  choices: Choices,
  name: SettingName,
  text: string,
): SettingFault | null {
  const origins = resolveChoices(layers, choices)?.origins;
  const counting = Object.entries(choices).filter(([other]) => origins?.[other as SettingName] === 'person');
  const read = readSettings({ ...layers, person: { ...Object.fromEntries(counting), [name]: text } });
  return read.ok ? null : (read.faults[0] ?? null);
}
