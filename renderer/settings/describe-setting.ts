import type { ListedSetting, SettingForm } from '../../contract/settings.ts';
import { setByWords } from './set-by-words.ts';
import { valueWords } from './setting-value.ts';
import type { SettingGroup, SettingUnit, SettingWords } from './setting-shape.ts';
import { settingWords } from './setting-words.ts';

export interface DescribedSetting {
  readonly name: string;
  readonly group: SettingGroup;
  readonly label: string;
  /** What it decides, in a sentence. */
  readonly about: string;
  /** As it counts now. */
  readonly value: string;
  readonly setBy: string;
  /** Decided by somebody above the person at the window: a lock, and not to be changed here. */
  readonly isManaged: boolean;
  /** Null: policy file and environment alone set this one. */
  readonly choice: SettingChoice | null;
}

/** What a person needs to choose another value. */
export interface SettingChoice {
  readonly form: SettingForm;
  readonly unit: SettingUnit | null;
  /** The value to start from, as it is written: the chosen one, also where it counts later. */
  readonly text: string;
  readonly range: string;
  /** "From the next start on; until then 25." Null when it counts now. */
  readonly later: string | null;
  /** What forgetting the choice leads to; null when nothing was chosen. */
  readonly resetTo: string | null;
}

/** Every setting in words, in the order of the page; one that has no words yet stands under Advanced by its name. */
export function describeSettings(listed: readonly ListedSetting[]): readonly DescribedSetting[] {
  const known = settingWords.flatMap((words) => {
    const setting = listed.find(({ name }) => name === words.name);
    return setting === undefined ? [] : [describe(setting, words)];
  });
  const strange = listed.filter(({ name }) => !settingWords.some((words) => words.name === name));
  const asItIs = strange.map((setting) =>
    describe(setting, { name: setting.name, group: 'advanced', label: setting.name, about: '' }),
  );
  return [...known, ...asItIs];
}

function describe(setting: ListedSetting, words: SettingWords): DescribedSetting {
  const { name, value, origin, next } = setting;
  const { group, label, about, unit = null } = words;
  const isManaged = origin === 'policy' || origin === 'environment' || origin === 'redis';
  return {
    name,
    group,
    label,
    about,
    value: valueWords(value, unit),
    setBy: setByWords[isManaged ? origin : (next ?? setting).origin],
    isManaged,
    choice: isManaged || setting.change === null ? null : choiceOf(setting, unit),
  };
}

function choiceOf(setting: ListedSetting, unit: SettingUnit | null): SettingChoice {
  const { form, range, value, next, unchosen } = setting;
  const wanted = next ?? setting;
  return {
    form,
    unit,
    text: wanted.text ?? '',
    range,
    later: next === null ? null : `From the next start on. Until then: ${valueWords(value, unit)}.`,
    resetTo: wanted.origin === 'person' ? valueWords(unchosen, unit) : null,
  };
}
