import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSendRig, recipient, type SendRig } from '../helpers/send-rig.ts';
import { refuse } from './refuse.ts';

let rig: SendRig;
beforeAll(async () => {
  rig = await openSendRig();
});
afterAll(() => rig.close());

const send = ['send', '--to', recipient, '--subject', 'x', '--wait'];

describe('a setting that cannot be meant stops the start', () => {
  it.each<[string, string, RegExp]>([
    ['MS_SEND_SETTLE_MS', '600001', /is "600001"; it must be a whole number from 0 to 600000\./],
    ['MS_RETRY_BASE_MS', 'soon', /is "soon"; it must be a whole number from 10 to 60000\./],
    ['MS_LIMIT_CONCURRENCY', '-1', /is "-1"; it must be a whole number from 1 to 16\./],
    ['MS_INTERNAL_ONLY', 'yes', /is "yes"; it must be true, false, 1 or 0\./],
    ['MS_SEND_PATH', 'fast', /is "fast"; it must be one of draft, direct\./],
    ['MS_INTERNAL_DOMAINS', 'not_a_domain', /it must be domain names/],
    [
      'MS_GRAPH_BASE_URL',
      'http://graph.example/v1.0',
      /https address \(http only on loopback\) that ends in the version/,
    ],
    ['MS_GRAPH_BASE_URL', 'nonsense', /it must be an https address/],
    [
      'MS_GRAPH_BASE_URL',
      'https://graph.example/v1.0',
      /^MS_ACCESS_TOKEN is set, but MS_GRAPH_BASE_URL is another machine/,
    ],
    ['MS_GRAPH_BASE_URL', '', /^MS_ACCESS_TOKEN is set, but MS_GRAPH_BASE_URL is not set/],
    [
      'MS_LIMIT_UPLOAD_BYTES_PER_5MIN',
      '400000',
      /it must be at least one chunk \(MS_UPLOAD_CHUNK_SIZE_BYTES, 655360\)/,
    ],
  ])('SM4: %s=%s', async (name, value, says) => {
    const refused = await refuse(rig, send, { env: { [name]: value } });
    const field = refused.message.startsWith('MS_ACCESS_TOKEN') ? 'MS_ACCESS_TOKEN' : name;
    expect(refused).toMatchObject({ code: 2, error_code: 'config_invalid', field, retriable: false });
    expect(refused.message).toMatch(says);
    expect(refused.message).toMatch(/ Nothing was started\.$/);
    expect(existsSync(rig.dataDir)).toBe(false);
  });

  it('US2: a chunk size that is no multiple of 320 KiB has a code of its own', async () => {
    expect(await refuse(rig, send, { env: { MS_UPLOAD_CHUNK_SIZE_BYTES: '1000000' } })).toEqual({
      code: 2,
      error_code: 'provider_upload_session_invalid_chunk_size',
      field: 'MS_UPLOAD_CHUNK_SIZE_BYTES',
      message:
        'MS_UPLOAD_CHUNK_SIZE_BYTES is "1000000"; it must be a multiple of 327680 from 327680 to 4194304. Nothing was started.',
      retriable: false,
    });
  });

  it('SM4: two at once are both told, and a secret is never repeated', async () => {
    const env = { MS_SEND_PROBE_MS: '1', MS_ACCESS_TOKEN: 'a secret with spaces' };
    const ended = await rig.run(send, { env });
    expect(ended).toMatchObject({ code: 2 });
    expect(ended.stdout).toContain('MS_SEND_PROBE_MS is');
    expect(ended.stdout).toContain('MS_ACCESS_TOKEN is a text of 20 characters');
    expect(ended.stdout + ended.stderr).not.toContain('a secret');
  });

  it.each([
    [
      'no JSON',
      '{"MS_INTERNAL_ONLY": true',
      'config_invalid',
      /^The policy file .+ is not JSON\. Nothing was started\.$/,
    ],
    ['a list', '[]', 'config_invalid', /is not a JSON object\. Nothing was started\.$/],
    ['a wrong value', '{"MS_INTERNAL_ONLY":"maybe"}', 'config_invalid', /^MS_INTERNAL_ONLY is "maybe"/],
  ])('SM4: a policy file with %s', async (_, text, error_code, says) => {
    const file = join(rig.folder, 'policy.json');
    writeFileSync(file, text);
    const refused = await refuse(rig, send, { env: { MAILROOM_POLICY_FILE: file } });
    expect(refused).toMatchObject({ code: 2, error_code });
    expect(refused.message).toMatch(says);
  });
});

describe('a gate that is closed', () => {
  it('MP3: refuses with 4 while the provider is switched off', async () => {
    expect(await refuse(rig, send, { env: { PROVIDER_MICROSOFT_ENABLED: 'false' } })).toMatchObject({
      code: 4,
      error_code: 'provider_disabled',
      message: 'Sending through Microsoft 365 is switched off. Nothing was sent.',
    });
  });

  it('SM7: refuses with 4 what would leave the named domains', async () => {
    const env = { MS_INTERNAL_ONLY: 'true', MS_INTERNAL_DOMAINS: 'inside.example' };
    expect(await refuse(rig, send, { env })).toMatchObject({
      code: 4,
      error_code: 'internal_only_recipient_blocked',
      message: 'Only inside recipients are allowed, and sandbox.example is outside. Nothing was sent.',
    });
  });
});
