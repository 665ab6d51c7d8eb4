import type { ListedSetting } from '../../contract/settings.ts';
import { countWords, formatCount } from '../ui/format/count-words.ts';
import { formatBytes } from '../ui/format/format-bytes.ts';
import { formatDuration } from '../ui/format/format-time.ts';
import { settingWords, type SettingGroup, type SettingWords } from './setting-words.ts';

export interface DescribedSetting {
  readonly name: string;
  readonly group: SettingGroup;
  readonly label: string;
  readonly about: string;
  readonly value: string;
  /** Who set it; null for a default, which nobody did. */
  readonly setBy: string | null;
  /** Set by somebody else than the person at the window, and not to be changed here. */
  readonly isManaged: boolean;
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

function describe({ name, value, origin }: ListedSetting, words: SettingWords): DescribedSetting {
  const { group, label, about, unit } = words;
  const isManaged = origin === 'policy' || origin === 'environment';
  return { name, group, label, about, value: valueWords(value, unit), setBy: setByWords[origin], isManaged };
}

const setByWords: Readonly<Record<ListedSetting['origin'], string | null>> = {
  policy: 'Set by your administrator',
  environment: 'Set in the environment',
  redis: 'Set for all in Redis',
  person: 'Chosen here',
  account: 'Turned on by connecting a mailbox',
  default: null,
};

function valueWords(value: string, unit: SettingWords['unit']): string {
  const amount = Number(value);
  switch (unit) {
    case 'flag':
      return value === 'true' ? 'On' : 'Off';
    case 'milliseconds':
      return amount < 1000 ? `${value} ms` : formatDuration(amount);
    case 'bytes':
      return formatBytes(amount);
    case 'count':
      return formatCount(amount);
    case 'days':
      return countWords(amount, 'day');
    case undefined:
      return value === '' ? 'none' : value;
  }
}
