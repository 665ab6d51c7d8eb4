import type { ListedSetting, SettingOrigin } from '../../contract/settings.ts';
import {
  choosableNames,
  type Choices,
  findSetting,
  judgeChoice,
  resolveChoices,
} from '../core/policy/choose-settings.ts';
import { listSettings } from '../core/policy/list-settings.ts';
import { MailroomError } from '../core/mailroom-error.ts';
import type { ResolvedSettings } from '../core/policy/read-settings.ts';
import { settingTable, type SettingName, type SettingRow } from '../core/policy/settings.ts';
import type { PreferenceStore } from '../core/ports/preference-store.ts';
import type { LoadedSettings } from './load-settings.ts';

/** What a person chose, joined with what policy file and environment decide. */
export interface SettingChoices {
  /**
   * As the engine runs. Settings that may change while it does change in these objects: who reads one of them when it
   * is needed has the newest.
   */
  readonly loaded: LoadedSettings;
  list(): ListedSetting[];
  /** An empty text forgets the choice. Throws `validation_error`, or `config_invalid` where others decide. */
  choose(name: string, text: string, record: (change: SettingRecord) => void): ListedSetting;
  /** Returns the end of the subscription. */
  onChange(listener: () => void): () => void;
}

/** What was changed, for the audit log. `null` is no choice. */
export interface SettingRecord {
  readonly name: SettingName;
  readonly from: string | null;
  readonly to: string | null;
}

export interface SettingChoicesParts {
  readonly start: LoadedSettings;
  readonly preferences: PreferenceStore;
  readonly nowMs: () => number;
  /** What is in it commits together or not at all. */
  readonly transact: (work: () => void) => void;
}

/** Chosen values are preferences under the names of their variables. */
export function openSettingChoices({ start, preferences, nowMs, transact }: SettingChoicesParts): SettingChoices {
  const { layers } = start;
  const unchosen: ResolvedSettings = start;
  const listeners = new Set<() => void>();
  let choices = readChoices(preferences);
  let next = resolveChoices(layers, choices) ?? unchosen;
  const loaded: LoadedSettings = {
    ...start,
    settings: { ...next.settings },
    origins: { ...next.origins },
    notes: next.notes,
  };

  function list(): ListedSetting[] {
    return listSettings(loaded, next, unchosen);
  }

  function listed(name: SettingName): ListedSetting {
    const found = list().find((setting) => setting.name === name);
    if (found === undefined) throw unknown();
    return found;
  }

  function applyNow(): void {
    const live = Object.entries(settingTable).filter(([, row]) => row.change === 'now');
    Object.assign(
      loaded.settings,
      pick(
        next.settings,
        live.map(([key]) => key),
      ),
    );
    Object.assign(
      loaded.origins,
      pick(
        next.origins,
        live.map(([, row]) => row.name),
      ),
    );
  }

  return {
    loaded,
    list,
    choose(name, text, record) {
      const row = findSetting(name);
      if (row === null) throw unknown();
      assertFree(row, unchosen.origins[row.name]);
      const to = text.trim() === '' ? null : text.trim();
      const fault = to === null ? null : judgeChoice(layers, choices, row.name, to);
      if (fault !== null) throw outOfRange(row.name, fault.message);
      const from = choices[row.name] ?? null;
      if (from === to) return listed(row.name);
      transact(() => {
        preferences.write(row.name, to, nowMs());
        record({ name: row.name, from, to });
      });
      choices = readChoices(preferences);
      next = resolveChoices(layers, choices) ?? unchosen;
      applyNow();
      for (const tell of listeners) tell();
      return listed(row.name);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function readChoices(preferences: PreferenceStore): Choices {
  const chosen = choosableNames.map((name) => [name, preferences.read(name)] as const);
  return Object.fromEntries(chosen.filter(([, value]) => typeof value === 'string'));
}

function pick(values: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)));
}

function assertFree({ name, change }: SettingRow<SettingName, unknown>, origin: SettingOrigin): void {
  if (origin === 'policy' || origin === 'environment') {
    const who = origin === 'policy' ? 'your administrator’s policy file' : 'the environment';
    throw new MailroomError('config_invalid', {
      message: `${name} is set by ${who}. Nothing was changed.`,
      remediation: 'Ask whoever manages this computer.',
      field: name,
      details: { origin },
    });
  }
  if (change !== null) return;
  throw new MailroomError('config_invalid', {
    message: `${name} is set by a policy file or the environment only. Nothing was changed.`,
    remediation: 'docs/settings.md says how.',
    field: name,
  });
}

function outOfRange(field: string, message: string): MailroomError {
  return new MailroomError('validation_error', {
    message: `${message} Nothing was changed.`,
    remediation: 'Give a value in that range.',
    field,
  });
}

function unknown(): MailroomError {
  return new MailroomError('validation_error', {
    message: 'There is no setting of that name. Nothing was changed.',
    remediation: 'mailroom settings list shows them all.',
    field: 'name',
  });
}
