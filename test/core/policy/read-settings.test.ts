import { describe, expect, it } from 'vitest';
import { listSettings } from '../../../main/core/policy/list-settings.ts';
import { readSettings, type SettingLayers } from '../../../main/core/policy/read-settings.ts';
import { settingTable } from '../../../main/core/policy/settings.ts';

function read(layers: SettingLayers) {
  const result = readSettings(layers);
  if (!result.ok) throw new Error(result.faults.map(({ message }) => message).join('\n'));
  return result;
}

function faultsOf(environment: Record<string, unknown>) {
  const result = readSettings({ environment });
  return result.ok ? [] : result.faults;
}

const like = (setting: object): unknown => expect.objectContaining(setting);

describe('readSettings', () => {
  it('US5: has the documented defaults when nothing is set', () => {
    const { settings, notes } = read({});
    expect(settings).toMatchObject({
      uploadSessionsEnabled: false,
      uploadThresholdBytes: 3_145_728,
      uploadChunkBytes: 3_932_160,
      providerEnabled: false,
      sendPath: 'draft',
      sendSettleMs: 120_000,
      sendProbeMs: 15_000,
      retryBaseMs: 2_000,
      limitConcurrency: 4,
      limitRequestsPer10Min: 8_000,
      limitUploadBytesPer5Min: 140_000_000,
      limitMessagesPerMin: 25,
      cloud: 'global',
      accessToken: null,
    });
    expect(notes).toEqual([]);
  });

  it('has a default that passes its own rule in every row', () => {
    const rows = Object.values(settingTable).filter(({ fallback }) => fallback !== null);
    expect(rows.map(({ parse, fallback }) => parse(String(fallback)))).toEqual(rows.map(({ fallback }) => fallback));
  });

  it('takes the policy over the environment, that over the account, and says who set each', () => {
    const { settings, origins } = read({
      policy: { MS_SEND_PATH: 'direct' },
      environment: { MS_SEND_PATH: 'draft', MS_SEND_SETTLE_MS: '500', MS_UPLOAD_SESSIONS_ENABLED: 'false' },
      account: { MS_SEND_SETTLE_MS: 900, MS_UPLOAD_SESSIONS_ENABLED: true, PROVIDER_MICROSOFT_ENABLED: true },
    });
    expect(settings).toMatchObject({
      sendPath: 'direct',
      sendSettleMs: 500,
      uploadSessionsEnabled: false,
      providerEnabled: true,
    });
    expect(origins).toMatchObject({
      MS_SEND_PATH: 'policy',
      MS_SEND_SETTLE_MS: 'environment',
      MS_UPLOAD_SESSIONS_ENABLED: 'environment',
      PROVIDER_MICROSOFT_ENABLED: 'account',
      MS_CLOUD: 'default',
    });
  });

  it('counts an empty value as not set', () => {
    const { settings, origins } = read({ environment: { MS_CLIENT_ID: ' ', MS_RETRY_BASE_MS: undefined } });
    expect([settings.clientId, origins.MS_CLIENT_ID, settings.retryBaseMs]).toEqual([null, 'default', 2_000]);
  });

  it.each([
    ['TRUE', true],
    ['1', true],
    ['False', false],
    ['0', false],
    [true, true],
  ])('reads %j as the boolean %j', (written, meant) => {
    expect(read({ environment: { MS_INTERNAL_ONLY: written } }).settings.internalOnly).toBe(meant);
  });

  it('reads domains from a list or from text', () => {
    const domains = ['inside.example', 'branch.example'];
    expect(read({ policy: { MS_INTERNAL_DOMAINS: domains } }).settings.internalDomains).toEqual(domains);
    const text = 'Inside.example, branch.example';
    expect(read({ environment: { MS_INTERNAL_DOMAINS: text } }).settings.internalDomains).toEqual(domains);
  });

  it.each(['4194304', '327681', '0', '4587520', '3932160.5'])('US2: refuses the chunk size %s', (written) => {
    expect(faultsOf({ MS_UPLOAD_CHUNK_SIZE_BYTES: written })).toEqual([
      {
        name: 'MS_UPLOAD_CHUNK_SIZE_BYTES',
        code: 'provider_upload_session_invalid_chunk_size',
        message: `MS_UPLOAD_CHUNK_SIZE_BYTES is "${written}"; it must be a multiple of 327680 from 327680 to 4194304.`,
      },
    ]);
  });

  it.each([
    ['MS_SEND_SETTLE_MS', '600001', 'MS_SEND_SETTLE_MS is "600001"; it must be a whole number from 0 to 600000.'],
    ['MS_SEND_PROBE_MS', '-1', 'MS_SEND_PROBE_MS is "-1"; it must be a whole number from 50 to 60000.'],
    ['MS_LIMIT_CONCURRENCY', '17', 'MS_LIMIT_CONCURRENCY is "17"; it must be a whole number from 1 to 16.'],
    ['MS_LIMIT_MESSAGES_PER_MIN', '0', 'MS_LIMIT_MESSAGES_PER_MIN is "0"; it must be a whole number, at least 1.'],
    ['MS_CLOUD', 'moon', 'MS_CLOUD is "moon"; it must be one of global, usgov, usgov-dod, china.'],
    ['MS_INTERNAL_ONLY', 'yes', 'MS_INTERNAL_ONLY is "yes"; it must be true, false, 1 or 0.'],
    ['MS_CLOUD', { name: 'x' }, 'MS_CLOUD is an object; it must be one of global, usgov, usgov-dod, china.'],
  ])('names the variable, its shape and its range: %s', (name, written, message) => {
    expect(faultsOf({ [name]: written })).toEqual([{ name, code: 'config_invalid', message }]);
  });

  it('shows at most the beginning of a bad value, and nothing of a secret one', () => {
    const [long] = faultsOf({ MS_CLOUD: 'x'.repeat(500) });
    expect(long?.message).toContain(`"${'x'.repeat(40)}…"`);
    const hidden = 'hunter2-very-secret';
    const faults = faultsOf({
      OAUTH_ENCRYPTION_KEY: hidden,
      REDIS_URL: `http://${hidden}`,
      MS_AUTHORITY: `ftp://ana:${hidden}@host`,
      MS_ACCESS_TOKEN: `${hidden} ${hidden}`,
    });
    expect(faults.map(({ name }) => name).toSorted()).toEqual(
      ['MS_ACCESS_TOKEN', 'MS_AUTHORITY', 'OAUTH_ENCRYPTION_KEY', 'REDIS_URL'].toSorted(),
    );
    expect(JSON.stringify(faults)).not.toContain(hidden);
  });

  it('takes a static token only together with a loopback address', () => {
    const environment = { MS_ACCESS_TOKEN: 'opaque' };
    expect(faultsOf(environment)).toHaveLength(1);
    expect(faultsOf({ ...environment, MS_GRAPH_BASE_URL: 'https://graph.microsoft.com/v1.0' })).toHaveLength(1);
    expect(faultsOf({ ...environment, MS_GRAPH_BASE_URL: 'https://127.0.0.1.example/v1.0' })).toHaveLength(1);
    const MS_GRAPH_BASE_URL = 'http://127.0.0.1:9/v1.0/';
    const { settings } = read({ environment: { ...environment, MS_GRAPH_BASE_URL } });
    expect([settings.accessToken, settings.graphBaseUrl]).toEqual(['opaque', 'http://127.0.0.1:9/v1.0']);
  });

  it.each([
    'http://graph.example/v1.0',
    'http://127.0.0.1.example/v1.0',
    'http://localhost@attacker.example/v1.0',
    'http://127.0.0.1:9',
    'graph.example/v1.0',
    'https://graph.example/v1.0?x=1',
  ])('refuses the base address %s', (written) => {
    expect(faultsOf({ MS_GRAPH_BASE_URL: written }).map(({ name }) => name)).toEqual(['MS_GRAPH_BASE_URL']);
  });

  it.each([
    'redis://127.0.0.1',
    'rediss://mailroom:p%23ss@cache.example:6380/2?protocol=3',
    'redis://:p@ss@[::1]:6379/',
  ])('takes the Redis %s', (written) => {
    expect(read({ environment: { REDIS_URL: written } }).settings.redisUrl).toBe(written);
  });

  it.each([
    'redis://:pa#ss@cache.example',
    'redis://:pa/ss@cache.example',
    'redis://:100%@cache.example',
    'redis://cache.example:66666',
    'redis://cache.example/first',
    'redis://',
  ])('refuses the Redis %s by the name of its setting, before a client fails at it', (written) => {
    expect(faultsOf({ REDIS_URL: written })).toMatchObject([{ name: 'REDIS_URL', code: 'config_invalid' }]);
  });

  it('keeps the upload pace at one chunk or more', () => {
    expect(faultsOf({ MS_LIMIT_UPLOAD_BYTES_PER_5MIN: 400_000 })).toHaveLength(1);
    const chunk = { MS_UPLOAD_CHUNK_SIZE_BYTES: 327_680 };
    expect(faultsOf({ ...chunk, MS_LIMIT_UPLOAD_BYTES_PER_5MIN: 400_000 })).toEqual([]);
  });

  it('notes what has no effect, without taking other programs to task', () => {
    const { notes } = read({
      policy: { MS_SEND_PTAH: 'direct' },
      environment: { MS_TYPO: '1', MAILROOM_TYPO: '1', MS_TEST_RECIPIENT: 'x', PATH: '/bin', MS_CLIENT_SECRET: 's' },
    });
    expect(notes).toEqual([
      'MS_SEND_PTAH (policy) is not a setting of Mailroom and has no effect.',
      'MS_TYPO (environment) is not a setting of Mailroom and has no effect.',
      'MAILROOM_TYPO (environment) is not a setting of Mailroom and has no effect.',
      'MS_CLIENT_SECRET is ignored on a desktop, which cannot keep one.',
    ]);
  });
});

describe('listSettings', () => {
  it('shows every value and its origin, and of a secret only that it is there', () => {
    const { settings, origins } = read({ environment: { REDIS_URL: 'redis://:pw@host', MS_SEND_PATH: 'direct' } });
    const listed = listSettings({ settings, origins }, { settings, origins }, { settings, origins });
    expect(listed).toHaveLength(Object.keys(settingTable).length);
    expect(listed).toContainEqual(like({ name: 'REDIS_URL', value: 'set', text: null, origin: 'environment' }));
    expect(listed).toContainEqual(like({ name: 'MS_SEND_PATH', text: 'direct', origin: 'environment', next: null }));
    expect(listed).toContainEqual(like({ name: 'MS_CLIENT_ID', value: 'not set', text: null, origin: 'default' }));
    expect(JSON.stringify(listed)).not.toContain('pw');
  });
});
