import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { SupportBundle } from '../../contract/support.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { readZip } from '../browser/read-zip.ts';
import { mail, startEngine, testToken, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

const nowhere = { graphBaseUrl: 'http://127.0.0.1:9/v1.0' };

const healthText = z.object({ alerts: z.array(z.looseObject({ silencedUntil: z.string().nullable() })) });

const textOf = (bundle: SupportBundle, name: string): string =>
  bundle.files.find((file) => file.name === name)?.text ?? '';

async function bytesOf(client: ApiClient, id: string): Promise<Buffer> {
  const { bytes } = await client.support.save({ id });
  return Buffer.from(await bytes.arrayBuffer());
}

describe('O7: a support bundle', () => {
  it('holds what somebody needs who helps, and says what is not in it', async () => {
    const engine = await startEngine(await startTenant());
    await engine.start();
    const { row } = await engine.client.outbox.submit(mail());
    await waitFor(engine.client, row.id, 'sent');
    const bundle = await engine.client.support.prepare({});
    expect(bundle.fileName).toMatch(/^mailroom-support-\d{4}-\d\d-\d\d-\d{4}\.zip$/);
    expect(bundle.files.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'readme.txt',
        'versions.json',
        'doctor.json',
        'settings.json',
        'jobs.json',
        'database.json',
      ]),
    );
    expect(JSON.parse(textOf(bundle, 'versions.json'))).toMatchObject({ node: process.versions.node, accounts: 1 });
    expect(JSON.parse(textOf(bundle, 'settings.json'))).toContainEqual({
      name: 'MS_ACCESS_TOKEN',
      value: 'set',
      origin: 'environment',
    });
    expect(JSON.parse(textOf(bundle, 'database.json'))).toMatchObject({ faults: [], rows: { outbox: 1 } });
    expect(textOf(bundle, 'metrics.txt')).toContain('# TYPE ');
    expect(textOf(bundle, 'log.txt')).toContain(`"messageId":"${row.id}"`);
    for (const { name } of bundle.files.slice(1)) expect(textOf(bundle, 'readme.txt')).toContain(name);
  });

  it('is saved byte for byte as it was shown, each time', async () => {
    const { client } = await startEngine(nowhere);
    const bundle = await client.support.prepare({});
    const first = await bytesOf(client, bundle.id);
    const saved = [...readZip(first)].map(([name, bytes]) => [name, bytes.toString()]);
    expect(saved).toEqual(bundle.files.map(({ name, text }) => [name, text]));
    expect((await bytesOf(client, bundle.id)).equals(first)).toBe(true);
  });

  it('holds no address, subject, file name, path or secret of what was done', async () => {
    const tenant = await startTenant();
    const engine = await startEngine({
      ...tenant,
      env: { MS_INTERNAL_DOMAINS: 'sandbox.example,planted-inside.example' },
    });
    await engine.start();
    const file = writeFile('planted-file-name.bin', 4_000_000);
    const sent = await engine.client.outbox.submit(
      mail({ subject: 'planted subject words', text: 'planted body words', attachments: [{ path: file.path }] }),
    );
    await waitFor(engine.client, sent.row.id, 'sent');
    await tenant.fault({ method: 'POST', nth: 1, action: 'status', status: 503 });
    await engine.client.outbox.submit(mail({ subject: 'planted second subject' }));
    await expect(
      engine.client.outbox.submit(mail({ attachments: [{ path: `${homedir()}/planted-missing.pdf` }] })),
    ).rejects.toMatchObject({ data: { error: { error_code: 'source_missing' } } });
    await engine.client.settings.set({ name: 'PROVIDER_MICROSOFT_PAUSED', value: 'true', via: 'window' });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const silence = { alert: 'providerPaused', until, reason: 'planted reason of somebody', via: 'window' } as const;
    await engine.client.health.silence(silence);

    const bundle = await engine.client.support.prepare({});
    const all = bundle.files.map(({ text }) => text).join('\n');
    const personal = [
      '@sandbox.example',
      'sandbox.example',
      'planted',
      file.path,
      engine.dataDir,
      homedir(),
      testToken,
    ];
    expect(personal.filter((text) => all.toLowerCase().includes(text.toLowerCase()))).toEqual([]);
    expect(textOf(bundle, 'doctor.json')).toContain('mailbox-1@example');
    expect(textOf(bundle, 'doctor.json')).toContain('<data>');
    const { alerts } = healthText.parse(JSON.parse(textOf(bundle, 'health.json')));
    expect(alerts.map(({ silencedUntil }) => silencedUntil)).toContain(until);
    expect(alerts.filter((alert) => 'silence' in alert)).toEqual([]);
  });

  it('makes room for newer ones, and says so when it is gone', async () => {
    const { client } = await startEngine(nowhere);
    const bundles = [];
    for (let made = 0; made < 4; made += 1) bundles.push(await client.support.prepare({}));
    const [first, , , last] = bundles;
    await expect(client.support.save({ id: first?.id ?? '' })).rejects.toMatchObject({
      data: { error: { error_code: 'file_not_found' } },
    });
    expect((await bytesOf(client, last?.id ?? '')).length).toBeGreaterThan(1000);
  });
});

describe('O6: what is recorded', () => {
  it('is told live: numbers with their help, lines as they were written, and where they go', async () => {
    const { client, logged } = await startEngine({
      ...nowhere,
      env: { MAILROOM_PUSHGATEWAY_URL: 'http://127.0.0.1:9' },
    });
    for await (const now of await client.support.recorded({})) {
      expect(now).toMatchObject({ sentTo: 'http://127.0.0.1:9', lastSentAt: null, mayBeSent: true });
      expect(now.metrics.find(({ name }) => name === 'mailroom_jobs')).toMatchObject({
        type: 'gauge',
        help: 'Jobs by state.',
      });
      expect(now.log.length).toBeGreaterThan(0);
      expect(now.log.filter((line) => !logged.includes(line))).toEqual([]);
      break;
    }
    await client.settings.set({ name: 'MAILROOM_METRICS_SENDING', value: 'false', via: 'window' });
    for await (const now of await client.support.recorded({})) {
      expect(now.mayBeSent).toBe(false);
      break;
    }
  });
});
