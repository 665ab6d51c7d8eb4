import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Flag, Flags } from '../../../main/core/policy/flags.ts';
import { askGates, rolloutBucket } from '../../../main/core/policy/gates.ts';
import { readSettings, type SettingLayers } from '../../../main/core/policy/read-settings.ts';
import { resolveFlags } from '../../../main/core/policy/resolve-flags.ts';

const digest = { sha256Hex: (text: string) => createHash('sha256').update(text, 'utf8').digest('hex') };
const flag = <T>(name: Flag<T>['name'], value: T): Flag<T> => {
  return { name, value, origin: 'default', seenAtMs: null, problem: null };
};
const open: Flags = {
  enabled: flag('enabled', true),
  paused: flag('paused', false),
  internalOnly: flag('internal_only', false),
  internalDomains: null,
  rolloutPercent: flag('rollout_percent', 100),
};
const closed: Flags = {
  enabled: flag('enabled', false),
  paused: flag('paused', true),
  internalOnly: flag('internal_only', true),
  internalDomains: ['inside.example'],
  rolloutPercent: flag('rollout_percent', 0),
};
const question = {
  workspace: 'w',
  actor: 'a',
  recipients: ['staff@inside.example', 'guest@outside.example', 'guest@sub.inside.example'].map((address) => ({
    name: null,
    address,
  })),
};

function flagsOf(layers: SettingLayers): Flags {
  const result = readSettings(layers);
  if (!result.ok) throw new Error('bad settings');
  return resolveFlags({ settings: result.settings, origins: result.origins, shared: null });
}

describe('askGates', () => {
  it('MP3: asks provider, pause, internal-only and rollout in this order', () => {
    const codes = [];
    let flags = closed;
    for (const opened of ['enabled', 'paused', 'internalDomains', 'rolloutPercent'] as const) {
      const answer = askGates(flags, question, digest);
      codes.push(answer.allow ? 'allowed' : [answer.code, answer.setting]);
      flags = { ...flags, [opened]: open[opened] };
    }
    expect(codes).toEqual([
      ['provider_disabled', 'PROVIDER_MICROSOFT_ENABLED'],
      ['provider_paused', 'PROVIDER_MICROSOFT_PAUSED'],
      ['internal_only_recipient_blocked', 'MS_INTERNAL_ONLY'],
      ['rollout_gated', 'flags:microsoft:rollout_percent'],
    ]);
    expect(askGates(flags, question, digest)).toEqual({ allow: true });
  });

  it('SM7: names the outside domains once and never an address', () => {
    const answer = askGates({ ...open, internalDomains: closed.internalDomains }, question, digest);
    expect(answer).toMatchObject({ allow: false, code: 'internal_only_recipient_blocked', origin: 'default' });
    if (answer.allow) return;
    expect(answer.reason).toContain('outside.example, sub.inside.example is outside');
    expect(answer.reason).not.toContain('@');
    const inside = { ...question, recipients: [{ name: null, address: 'Staff@INSIDE.example' }] };
    expect(askGates({ ...open, internalDomains: closed.internalDomains }, inside, digest)).toEqual({ allow: true });
  });

  it('SM7: is restricted exactly when the flag is set and domains are named', () => {
    const domains = { MS_INTERNAL_DOMAINS: 'inside.example' };
    expect(flagsOf({ environment: domains }).internalDomains).toBeNull();
    expect(flagsOf({ environment: { MS_INTERNAL_ONLY: 'true' } }).internalDomains).toBeNull();
    expect(flagsOf({ policy: { MS_INTERNAL_ONLY: true }, environment: domains })).toMatchObject({
      internalOnly: { value: true, origin: 'policy' },
      internalDomains: ['inside.example'],
    });
  });

  it('MP3: lets everybody in once an account is connected, and nobody before', () => {
    expect(askGates(flagsOf({}), question, digest)).toMatchObject({ code: 'provider_disabled', origin: 'default' });
    const account = { PROVIDER_MICROSOFT_ENABLED: true };
    expect(askGates(flagsOf({ account }), question, digest)).toEqual({ allow: true });
    const policy = { PROVIDER_MICROSOFT_ENABLED: false };
    expect(askGates(flagsOf({ account, policy }), question, digest)).toMatchObject({ allow: false, origin: 'policy' });
  });
});

describe('rolloutBucket', () => {
  it('SM8: is the whole digest as a big-endian number, modulo 100', () => {
    // Computed apart with Python: int.from_bytes(sha256(b"…").digest(), "big") % 100
    const known = [
      ['w', 'a', 81],
      ['00000000-0000-0000-0000-000000000e2e', 'staff@inside.example', 53],
      ['bücher', 'ä', 3],
    ] as const;
    for (const [workspace, actor, bucket] of known) expect(rolloutBucket(workspace, actor, digest)).toBe(bucket);
  });

  it('SM8: keeps everybody who was in when the percentage grows', () => {
    const actors = Array.from({ length: 200 }, (_, index) => `actor-${index}`);
    const inAt = (percent: number) => {
      const flags = { ...open, rolloutPercent: { ...open.rolloutPercent, value: percent } };
      return actors.filter((actor) => askGates(flags, { ...question, actor }, digest).allow);
    };
    expect(inAt(0)).toEqual([]);
    expect(inAt(100)).toEqual(actors);
    const [ten, fifty] = [inAt(10), inAt(50)];
    expect(fifty.filter((actor) => ten.includes(actor))).toEqual(ten);
    expect(ten.length).toBeGreaterThan(0);
  });
});
