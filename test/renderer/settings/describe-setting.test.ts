import { describe, expect, it } from 'vitest';
import type { ListedSetting } from '../../../contract/settings.ts';
import { settingTable } from '../../../main/core/policy/settings.ts';
import { type DescribedSetting, describeSettings } from '../../../renderer/settings/describe-setting.ts';

const plain: ListedSetting = {
  name: 'MS_NEW_ONE',
  value: '7',
  text: '7',
  origin: 'default',
  form: { kind: 'text' },
  range: '',
  change: null,
  next: null,
  unchosen: '7',
};

function listed(name: string, value: string, origin: ListedSetting['origin'] = 'default'): ListedSetting {
  return { ...plain, name, value, text: value, origin, unchosen: value };
}

function describeOne(setting: ListedSetting): DescribedSetting | undefined {
  return describeSettings([setting])[0];
}

describe('describeSettings', () => {
  it('has words for every setting of the engine', () => {
    const names = Object.values(settingTable).map(({ name }) => name);
    const described = describeSettings(names.map((name) => listed(name, '')));
    expect(described.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(described.filter(({ about }) => about === '').map(({ name }) => name)).toEqual([]);
  });

  it('puts a lock on what somebody above decided, says who, and lets nothing be chosen', () => {
    const choosable = { change: 'now', form: { kind: 'flag' } } as const;
    const managed = (origin: ListedSetting['origin']) =>
      describeOne({ ...listed('MS_INTERNAL_ONLY', 'true', origin), ...choosable });
    expect(managed('policy')).toMatchObject({
      value: 'On',
      setBy: 'Set by your administrator',
      isManaged: true,
      choice: null,
    });
    expect(managed('environment')).toMatchObject({ setBy: 'Set in the environment', isManaged: true, choice: null });
    expect(managed('redis')).toMatchObject({ setBy: 'Set for all in Redis', isManaged: true, choice: null });
    expect(managed('account')).toMatchObject({ isManaged: false, choice: { text: 'true', resetTo: null } });
    expect(describeOne(listed('MS_SEND_SETTLE_MS', '1000'))).toMatchObject({ isManaged: false, choice: null });
  });

  it('says of a choice what forgetting it leads to, and from when it counts', () => {
    const now = {
      ...listed('MAILROOM_DISK_FLOOR_BYTES', '5000000000', 'person'),
      change: 'now',
      unchosen: '1000000000',
    };
    expect(describeOne(now as ListedSetting)?.choice).toMatchObject({ later: null, resetTo: '1 GB' });
    const later: ListedSetting = {
      ...listed('MS_LIMIT_MESSAGES_PER_MIN', '25'),
      change: 'nextStart',
      next: { value: '7', text: '7', origin: 'person' },
    };
    expect(describeOne(later)).toMatchObject({
      value: '25',
      choice: { text: '7', later: 'From the next start on. Until then: 25.', resetTo: '25' },
    });
  });

  it('shows a setting that has no words yet by its name', () => {
    expect(describeOne(plain)).toMatchObject({ group: 'advanced', label: 'MS_NEW_ONE', value: '7' });
  });
});
