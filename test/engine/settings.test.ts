import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ListedSetting } from '../../contract/settings.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { mail, startEngine } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

const nowhere = { graphBaseUrl: 'http://127.0.0.1:9/v1.0' };
const via = 'command';

async function settingOf(client: ApiClient, name: string): Promise<ListedSetting | undefined> {
  return (await client.settings.list({})).find((setting) => setting.name === name);
}

describe('a setting that a person chooses', () => {
  it('counts at once where it can, says who chose it, survives a restart and can be reset', async () => {
    const first = await startEngine(nowhere);
    const name = 'MAILROOM_DISK_FLOOR_BYTES';
    expect(await first.client.settings.set({ name, value: ' 5000000000 ', via })).toMatchObject({
      value: '5000000000',
      origin: 'person',
      change: 'now',
      next: null,
      unchosen: '1000000000',
    });
    await first.close();

    const second = await startEngine({ ...nowhere, dataDir: first.dataDir });
    expect(await settingOf(second.client, name)).toMatchObject({ value: '5000000000', origin: 'person' });
    expect(await second.client.settings.reset({ name, via })).toMatchObject({ value: '1000000000', origin: 'default' });
    expect(await second.client.settings.set({ name, value: '', via })).toMatchObject({ origin: 'default' });
    const log = await second.client.audit.page({ before: null, limit: 10 });
    expect(log.map(({ action, subject, details }) => [action, subject, details])).toEqual([
      ['setting.reset', `setting:${name}`, { from: '5000000000', to: null }],
      ['setting.set', `setting:${name}`, { from: null, to: '5000000000' }],
    ]);
  });

  it('waits for the next start where it must, and says so', async () => {
    const first = await startEngine(nowhere);
    const name = 'MS_LIMIT_MESSAGES_PER_MIN';
    expect(await first.client.settings.set({ name, value: '7', via })).toMatchObject({
      value: '25',
      origin: 'default',
      change: 'nextStart',
      next: { value: '7', origin: 'person' },
    });
    await first.close();
    const second = await startEngine({ ...nowhere, dataDir: first.dataDir });
    expect(await settingOf(second.client, name)).toMatchObject({ value: '7', origin: 'person', next: null });
  });

  it('O4: decides from then on where mail may go, and the window is told at once', async () => {
    const { client } = await startEngine(await startTenant());
    await client.settings.set({ name: 'MS_INTERNAL_DOMAINS', value: 'inside.example', via });
    const told: unknown[] = [];
    const leaving = new AbortController();
    const watching = (async () => {
      for await (const status of await client.shell.status({}, { signal: leaving.signal })) {
        told.push(status.internalOnly);
        if (status.internalOnly !== null) return status;
      }
      return null;
    })();
    await client.settings.set({ name: 'MS_INTERNAL_ONLY', value: 'true', via });
    expect(await watching).toMatchObject({ internalOnly: ['inside.example'], internalOnlyBy: 'person' });
    leaving.abort();
    await expect(client.outbox.submit(mail())).rejects.toMatchObject({
      data: { error: { error_code: 'internal_only_recipient_blocked' } },
    });
  });

  it('is told to every window that watches', async () => {
    const { client } = await startEngine(nowhere);
    const quotas: (string | undefined)[] = [];
    for await (const listed of await client.settings.watch({})) {
      quotas.push(listed.find(({ name }) => name === 'MAILROOM_FILES_QUOTA_BYTES')?.value);
      if (quotas.length === 2) break;
      await client.settings.set({ name: 'MAILROOM_FILES_QUOTA_BYTES', value: '9', via });
    }
    expect(quotas).toEqual(['0', '9']);
  });
});

describe('a setting that cannot be chosen', () => {
  it('is refused with who decides it: policy file, environment, or neither', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'policy.json'), JSON.stringify({ MS_LIMIT_MESSAGES_PER_MIN: 5 }));
    const env = { MAILROOM_POLICY_FILE: join(dataDir, 'policy.json'), MAILROOM_FILES_QUOTA_BYTES: '1000' };
    const { client } = await startEngine({ ...nowhere, dataDir, env });
    const refusalOf = async (name: string) =>
      client.settings.set({ name, value: '6', via }).then(
        () => null,
        (error: { data: { error: unknown } }) => error.data.error,
      );
    expect(await refusalOf('MS_LIMIT_MESSAGES_PER_MIN')).toMatchObject({
      error_code: 'config_invalid',
      message: expect.stringContaining('policy file'),
    });
    expect(await refusalOf('MAILROOM_FILES_QUOTA_BYTES')).toMatchObject({
      message: expect.stringContaining('environment'),
    });
    expect(await refusalOf('MS_SEND_SETTLE_MS')).toMatchObject({ error_code: 'config_invalid' });
    expect(await refusalOf('MS_NO_SUCH_SETTING')).toMatchObject({ error_code: 'validation_error', field: 'name' });
    expect(await settingOf(client, 'MS_LIMIT_MESSAGES_PER_MIN')).toMatchObject({ value: '5', origin: 'policy' });
  });

  it('is refused with its range, at its field, and nothing changes', async () => {
    const { client } = await startEngine(nowhere);
    await expect(client.settings.set({ name: 'MAILROOM_INGEST_CONCURRENCY', value: '99', via })).rejects.toMatchObject({
      data: {
        error: {
          error_code: 'validation_error',
          field: 'MAILROOM_INGEST_CONCURRENCY',
          message: expect.stringContaining('from 1 to 32'),
        },
      },
    });
    expect(await settingOf(client, 'MAILROOM_INGEST_CONCURRENCY')).toMatchObject({ value: '6', next: null });
  });
});
