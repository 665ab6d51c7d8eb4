import { describe, expect, it } from 'vitest';
import { choosableNames, judgeChoice, resolveChoices } from '../../../main/core/policy/choose-settings.ts';
import { settingTable } from '../../../main/core/policy/settings.ts';

const none = { policy: {}, environment: {}, account: {} };

describe('what a person may choose', () => {
  it('is nothing that says where secrets, tokens or data go', () => {
    const places = /_DIR$|_FILE$|_SECRET$|_TOKEN$|_KEY$|^REDIS_URL$|_BASE_URL$|_AUTHORITY$|_URI$/;
    expect(choosableNames.filter((name) => places.test(name))).toEqual([]);
    const secrets = Object.values(settingTable).filter(({ secret }) => secret);
    expect(secrets.filter(({ change }) => change !== null)).toEqual([]);
  });

  it('stands over the default and what an account turned on, and under environment and policy', () => {
    const layers = { ...none, account: { PROVIDER_MICROSOFT_ENABLED: true }, environment: { MS_CLOUD: 'china' } };
    const resolved = resolveChoices(layers, {
      PROVIDER_MICROSOFT_ENABLED: 'false',
      MS_CLOUD: 'usgov',
      MS_TENANT_ID: 't',
    });
    expect(resolved?.settings).toMatchObject({ providerEnabled: false, cloud: 'china', tenantId: 't' });
    expect(resolved?.origins).toMatchObject({
      PROVIDER_MICROSOFT_ENABLED: 'person',
      MS_CLOUD: 'environment',
      MS_TENANT_ID: 'person',
      MS_INTERNAL_ONLY: 'default',
    });
  });
});

describe('a choice that has become impossible', () => {
  it('counts no more and is named, and the others stay', () => {
    const resolved = resolveChoices(none, { MAILROOM_DISK_FLOOR_BYTES: 'plenty', MS_LIMIT_MESSAGES_PER_MIN: '7' });
    expect(resolved?.settings).toMatchObject({ diskFloorBytes: 1_000_000_000, limitMessagesPerMin: 7 });
    expect(resolved?.notes).toEqual([expect.stringContaining('MAILROOM_DISK_FLOOR_BYTES is "plenty"')]);
  });

  it('counts no more when an administrator made it so', () => {
    const layers = { ...none, policy: { MS_UPLOAD_CHUNK_SIZE_BYTES: 3_932_160 } };
    const resolved = resolveChoices(layers, { MS_LIMIT_UPLOAD_BYTES_PER_5MIN: '400000' });
    expect(resolved?.settings.limitUploadBytesPer5Min).toBe(140_000_000);
    expect(resolved?.notes).toHaveLength(1);
  });

  it('does not stand in the way of another choice, and can be chosen anew', () => {
    const choices = { MAILROOM_DISK_FLOOR_BYTES: 'plenty', MS_LIMIT_MESSAGES_PER_MIN: '7' };
    expect(judgeChoice(none, choices, 'MS_TENANT_ID', 't')).toBeNull();
    expect(judgeChoice(none, choices, 'MAILROOM_DISK_FLOOR_BYTES', '5')).toBeNull();
    expect(judgeChoice(none, choices, 'MAILROOM_DISK_FLOOR_BYTES', 'little')?.name).toBe('MAILROOM_DISK_FLOOR_BYTES');
  });

  it('does not hide what the other layers have wrong by themselves', () => {
    expect(resolveChoices({ ...none, environment: { MS_CLOUD: 'moon' } }, { MS_TENANT_ID: 't' })).toBeNull();
  });
});

it('says why a value cannot be chosen, also when it is wrong only beside another', () => {
  expect(judgeChoice(none, {}, 'MS_LIMIT_MESSAGES_PER_MIN', '0')?.message).toContain('a whole number, at least 1');
  expect(judgeChoice(none, {}, 'MS_LIMIT_UPLOAD_BYTES_PER_5MIN', '400000')?.message).toContain('at least one chunk');
  expect(judgeChoice(none, {}, 'MS_LIMIT_MESSAGES_PER_MIN', '7')).toBeNull();
});
