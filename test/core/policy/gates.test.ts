import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Flag, Flags } from '../../../main/core/policy/flags.ts';
import { askGates, refusalWords, rolloutBucket } from '../../../main/core/policy/gates.ts';
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

  it('MP3: says of each closed gate its reason, its setting and who set it', () => {
    const policy = { PROVIDER_MICROSOFT_ENABLED: true, MS_INTERNAL_ONLY: true, MS_INTERNAL_DOMAINS: 'inside.example' };
    const answer = askGates(flagsOf({ policy }), question, digest);
    expect(answer).toMatchObject({ allow: false, setting: 'MS_INTERNAL_ONLY', origin: 'policy' });
    if (answer.allow) return;
    expect(refusalWords(answer)).toEqual({
      message:
        'Only inside recipients are allowed, and outside.example, sub.inside.example is outside. Nothing was sent.',
      remediation: 'MS_INTERNAL_ONLY decides this; it is set by the policy file.',
      details: { setting: 'MS_INTERNAL_ONLY', origin: 'policy' },
    });
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
    // Computed apart with Python: int.from_bytes(hashlib.sha256(f"{w}:{a}".encode()).digest(), "big") % 100
    const known = [
      ['w', 'a', 81],
      ['00000000-0000-0000-0000-000000000e2e', 'staff@inside.example', 53],
      ['5a4db0c5-0000-4000-8000-000000000000', 'sender@sandbox.example', 51],
      ['bücher', 'ä', 3],
      ['組織', '名前@例え.example', 24],
      ['w', '😀', 65],
      ['', '', 35],
      ['tenant', '', 78],
      ['', 'actor', 61],
      // The colon between is all that joins them, and case counts.
      ['a:b', 'c', 6],
      ['a', 'b:c', 6],
      ['tenant', 'actor', 61],
      ['Tenant', 'Actor', 19],
    ] as const;
    for (const [workspace, actor, bucket] of known) expect(rolloutBucket(workspace, actor, digest)).toBe(bucket);
  });

  it('SM8: puts a hundred mailboxes where Python puts them', () => {
    // [bucket("sandbox", f"role-{i}@sandbox.example") for i in range(100)], with the same formula.
    const known = `39,45,99,63,70,31,26,93,8,23,15,28,36,26,64,2,36,54,67,60,46,56,49,93,68,98,17,88,74,58,71,80,4,54,2,
      17,0,70,9,59,74,77,87,64,63,4,57,4,40,78,83,37,5,31,26,29,69,26,82,71,81,56,62,76,14,40,31,36,0,83,83,79,69,52,
      14,59,81,71,34,9,51,31,35,54,7,86,49,58,72,53,36,8,38,51,93,8,87,46,83,6`
      .split(',')
      .map(Number);
    expect(known.map((_, index) => rolloutBucket('sandbox', `role-${String(index)}@sandbox.example`, digest))).toEqual(
      known,
    );
  });

  it('SM8: lets in about as many of a hundred as the percentage says', () => {
    const buckets = Array.from({ length: 10_000 }, (_, index) => rolloutBucket('w', `actor-${String(index)}`, digest));
    // Counted apart with Python, for 1, 5, 25, 50 and 99 percent.
    const counted = [1, 5, 25, 50, 99].map((percent) => buckets.filter((bucket) => bucket < percent).length);
    expect(counted).toEqual([86, 473, 2460, 4965, 9890]);
  });

  it('SM8: keeps everybody who was in when the percentage grows', () => {
    const actors = Array.from({ length: 200 }, (_, index) => `actor-${index}`);
    const inAt = (percent: number) => {
      const flags = { ...open, rolloutPercent: { ...open.rolloutPercent, value: percent } };
      return actors.filter((actor) => askGates(flags, { ...question, actor }, digest).allow);
    };
    expect(inAt(0)).toEqual([]);
    expect(inAt(100)).toEqual(actors);
    let before: readonly string[] = [];
    for (let percent = 1; percent <= 100; percent += 1) {
      const now = inAt(percent);
      expect(now.filter((actor) => before.includes(actor))).toEqual(before);
      before = now;
    }
  });
});
