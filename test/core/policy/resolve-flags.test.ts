import { describe, expect, it } from 'vitest';
import { isStopped, listFlags } from '../../../main/core/policy/flags.ts';
import { readSettings, type SettingLayers } from '../../../main/core/policy/read-settings.ts';
import { resolveFlags } from '../../../main/core/policy/resolve-flags.ts';
import {
  awaitSharedFlags,
  hearSharedFlags,
  missSharedFlags,
  type RawFlags,
  type SharedFlags,
} from '../../../main/core/policy/shared-flags.ts';

const nothing: RawFlags = { enabled: null, internal_only: null, rollout_percent: null, paused: null };
const unheard = awaitSharedFlags(null, 1_000);

function heard(raw: Partial<RawFlags>, last: SharedFlags = unheard, nowMs = 2_000): SharedFlags {
  return hearSharedFlags(last, { ...nothing, ...raw }, nowMs);
}

function flagsOf(layers: SettingLayers, shared: SharedFlags | null) {
  const read = readSettings({ account: { PROVIDER_MICROSOFT_ENABLED: true }, ...layers });
  if (!read.ok) throw new Error('bad settings');
  return resolveFlags({ ...read, shared });
}

describe('the order of the sources', () => {
  it('MP6: is policy file, environment, Redis, person, account', () => {
    const redis = heard({ enabled: 'false', internal_only: 'true', rollout_percent: '25' });
    const chosen = { PROVIDER_MICROSOFT_ROLLOUT_PERCENT: '3', MS_INTERNAL_ONLY: 'false' };
    const lower = flagsOf({ person: chosen }, redis);
    expect(lower.enabled).toMatchObject({ value: false, origin: 'redis', seenAtMs: 2_000 });
    expect(lower.internalOnly).toMatchObject({ value: true, origin: 'redis' });
    expect(lower.rolloutPercent).toMatchObject({ value: 25, origin: 'redis' });
    const environment = { PROVIDER_MICROSOFT_ENABLED: 'true', PROVIDER_MICROSOFT_ROLLOUT_PERCENT: '50' };
    const higher = flagsOf({ environment, policy: { PROVIDER_MICROSOFT_ROLLOUT_PERCENT: 75 } }, redis);
    expect(higher.enabled).toMatchObject({ value: true, origin: 'environment', seenAtMs: null });
    expect(higher.rolloutPercent).toMatchObject({ value: 75, origin: 'policy' });
    expect(flagsOf({ person: chosen }, heard({ paused: 'false' })).rolloutPercent).toMatchObject({ value: 3 });
    expect(flagsOf({}, heard({ paused: 'false' })).enabled).toMatchObject({ value: true, origin: 'account' });
  });

  it.each([
    ['policy', { policy: { PROVIDER_MICROSOFT_PAUSED: true } }, {}],
    ['environment', { environment: { PROVIDER_MICROSOFT_PAUSED: 'true' } }, {}],
    ['redis', { policy: { PROVIDER_MICROSOFT_PAUSED: false } }, { paused: 'true' }],
    ['person', { person: { PROVIDER_MICROSOFT_PAUSED: 'true' } }, { paused: 'false' }],
  ] as const)('MP6: lets a stop hold, whoever asks for it: %s', (origin, layers, raw) => {
    const flags = flagsOf(layers, heard({ enabled: 'true', ...raw }));
    expect(flags.paused).toMatchObject({ value: true, origin });
    expect(isStopped(flags)).toBe(true);
    expect(isStopped(flagsOf({}, heard({ enabled: 'true', paused: 'false' })))).toBe(false);
  });

  it('MP6: lets everybody in without a Redis, and nobody until a Redis has said who', () => {
    expect(flagsOf({}, null).rolloutPercent).toMatchObject({ value: 100, problem: null });
    const unreached = flagsOf({}, unheard);
    expect(unreached.rolloutPercent).toMatchObject({
      value: 0,
      origin: 'default',
      problem: 'Redis (REDIS_URL) has not answered since 1970-01-01T00:00:01.000Z. Until it does, nobody is let in.',
    });
    expect(unreached.enabled).toMatchObject({ value: true, origin: 'account' });
    expect(flagsOf({}, heard({ enabled: 'true' })).rolloutPercent).toMatchObject({
      value: 0,
      problem: 'flags:microsoft:rollout_percent is not set in Redis, so nobody is let in.',
    });
  });
});

describe('what Redis says', () => {
  it('holds when it is away, with its age and since when', () => {
    const away = missSharedFlags(missSharedFlags(heard({ rollout_percent: '25', paused: 'true' }), 5_000), 9_000);
    const flags = flagsOf({}, away);
    expect(flags.paused).toMatchObject({ value: true, origin: 'redis' });
    expect(listFlags(flags, 62_000)).toContainEqual({
      name: 'rollout_percent',
      value: 25,
      origin: 'redis',
      ageMs: 60_000,
      isManaged: false,
      problem: 'Redis has not answered since 1970-01-01T00:00:05.000Z. The value it had last holds.',
    });
  });

  it.each([
    ['rollout_percent', '150'],
    ['rollout_percent', '12.5'],
    ['rollout_percent', '-1'],
    ['paused', 'yes'],
    ['enabled', ''],
    ['internal_only', '2'],
  ] as const)('holds when it makes no sense: %s = %j', (name, text) => {
    const good = heard({ enabled: 'true', internal_only: 'true', rollout_percent: '25', paused: 'true' });
    const shared = heard(
      { enabled: 'true', internal_only: 'true', rollout_percent: '25', paused: 'true', [name]: text },
      good,
      9_000,
    );
    expect(shared.known[name]).toEqual(good.known[name]);
    expect(shared.problems[name]).toContain(`flags:microsoft:${name} is ${JSON.stringify(text)} in Redis; it must be`);
    expect(heard({ [name]: text }).known[name]).toBeUndefined();
  });

  it('takes a key that was removed for not set any more', () => {
    const shared = heard({ enabled: 'true' }, heard({ enabled: 'true', paused: 'true' }), 9_000);
    expect(flagsOf({}, shared).paused).toMatchObject({ value: false, origin: 'default', problem: null });
  });

  it('holds when it has lost all of it at once, as after a restart without a disk', () => {
    const lost = heard({}, heard({ paused: 'true', rollout_percent: '25' }), 9_000);
    expect(flagsOf({}, lost)).toMatchObject({
      paused: { value: true, seenAtMs: 2_000, problem: expect.stringContaining('Redis has lost') },
      rolloutPercent: { value: 25 },
    });
    const again = heard({ paused: 'false' }, lost, 10_000);
    expect(flagsOf({}, again)).toMatchObject({ paused: { value: false, problem: null }, rolloutPercent: { value: 0 } });
  });

  it('is written in any case, and with spaces around it', () => {
    expect(flagsOf({}, heard({ paused: 'True\n', rollout_percent: ' 7 ' }))).toMatchObject({
      paused: { value: true },
      rolloutPercent: { value: 7 },
    });
  });

  it('SM7: restricts everything where it says internal only and no domain is named here', () => {
    const flags = flagsOf({}, heard({ internal_only: 'true' }));
    expect(flags.internalDomains).toEqual([]);
    expect(flags.internalOnly.problem).toBe('MS_INTERNAL_DOMAINS names no domain, so no recipient counts as inside.');
    const named = flagsOf({ environment: { MS_INTERNAL_DOMAINS: 'inside.example' } }, heard({ internal_only: 'true' }));
    expect(named.internalDomains).toEqual(['inside.example']);
  });
});
