import { describe, expect, it } from 'vitest';
import type { ListedSetting } from '../../../contract/settings.ts';
import { settingTable } from '../../../main/core/policy/settings.ts';
import { describeSettings } from '../../../renderer/settings/describe-setting.ts';

function listed(name: string, value: string, origin: ListedSetting['origin'] = 'default'): ListedSetting {
  return {
    name,
    value,
    text: value,
    origin,
    form: { kind: 'text' },
    range: '',
    change: null,
    next: null,
    unchosen: '',
  };
}

function describeOne(setting: ListedSetting) {
  return describeSettings([setting])[0];
}

describe('describeSettings', () => {
  it('has words for every setting of the engine', () => {
    const names = Object.values(settingTable).map(({ name }) => name);
    const described = describeSettings(names.map((name) => listed(name, '')));
    expect(described.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(described.filter(({ about }) => about === '')).toEqual([]);
  });

  it('puts a lock on what somebody else decided, and says who', () => {
    expect(describeOne(listed('MS_INTERNAL_ONLY', 'true', 'policy'))).toMatchObject({
      value: 'On',
      setBy: 'Set by your administrator',
      isManaged: true,
    });
    expect(describeOne(listed('MS_INTERNAL_ONLY', 'false', 'environment'))).toMatchObject({
      value: 'Off',
      setBy: 'Set in the environment',
      isManaged: true,
    });
    expect(describeOne(listed('PROVIDER_MICROSOFT_ENABLED', 'true', 'account'))?.isManaged).toBe(false);
    expect(describeOne(listed('MS_CLOUD', 'global'))).toMatchObject({ value: 'global', setBy: null, isManaged: false });
  });

  it('writes values with their units', () => {
    const values = describeSettings([
      listed('MS_SEND_SETTLE_MS', '120000'),
      listed('MS_SEND_PROBE_MS', '250'),
      listed('MS_UPLOAD_CHUNK_SIZE_BYTES', '3932160'),
      listed('MS_LIMIT_REQUESTS_PER_10MIN', '8000'),
      listed('MS_INTERNAL_DOMAINS', ''),
    ]).map(({ value }) => value);
    expect(values.sort()).toEqual(['2 min', '250 ms', '3.9 MB', '8,000', 'none']);
  });

  it('shows a setting that has no words yet by its name', () => {
    expect(describeOne(listed('MS_NEW_ONE', '7'))).toMatchObject({
      group: 'advanced',
      label: 'MS_NEW_ONE',
      value: '7',
    });
  });
});
