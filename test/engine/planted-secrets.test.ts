import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { SubmitInput } from '../../contract/outbox.ts';
import type { Instrument } from '../../main/engine/host.ts';
import { freePort } from '../helpers/free-port.ts';
import { startMailroom } from '../helpers/mailroom-process.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { patiently } from '../helpers/patiently.ts';
import { allPlanted, findPlanted, planter } from '../helpers/planted-secrets.ts';
import { mail, startEngine, type TestEngine, waitFor } from '../helpers/start-engine.ts';
import { type FaultOnRequest, startTenant, type TestTenant } from '../helpers/start-tenant.ts';

const plant = planter();
const send = { method: 'POST', path: '/send$' };

/** Settings whose values are never shown. */
function hiddenSettings(): Record<string, string> {
  return {
    MS_CLIENT_SECRET: plant('secrets'),
    MAILROOM_METRICS_TOKEN: plant('secrets'),
    REDIS_URL: `redis://:${plant('secrets')}@127.0.0.1:9/0`,
  };
}

interface Ear {
  readonly instrument: Instrument;
  readonly secrets: readonly string[];
  readonly crashOn: (subject: string) => void;
}

/** Keeps the addresses that the service gives out as keys, and crashes the runs of one message. */
function eavesdropping(): Ear {
  const secrets: string[] = [];
  let fatal: string | null = null;
  const instrument: Instrument = {
    mail: (real) => ({
      ...real,
      async createUploadSession(...args) {
        const reply = await real.createUploadSession(...args);
        if (reply.ok) secrets.push(reply.value.uploadUrl);
        return reply;
      },
    }),
    reader: (real) => ({
      ...real,
      async readChanges(...args) {
        const reply = await real.readChanges(...args);
        if (reply.ok) secrets.push(reply.value.link.url);
        return reply;
      },
    }),
    runners: (real) => ({
      ...real,
      sealing(context) {
        if (context.record.content.subject !== fatal) return real.sealing(context);
        fatal = null;
        throw new TypeError(`${plant('subjects')} ${plant('folders')} ${plant('bankAccounts')}`);
      },
    }),
  };
  return { instrument, secrets, crashOn: (subject) => (fatal = subject) };
}

/** A mail with something planted wherever there is room for it, and a file of so many bytes. */
function plantedMail(sizeBytes: number): SubmitInput {
  const folder = join(temporaryFolder(), plant('folders'));
  mkdirSync(folder);
  const path = join(folder, plant('fileNames'));
  writeFileSync(path, `${plant('bodies')} ${plant('secrets')}`.padEnd(sizeBytes, '.'));
  const named = (): string => `"${plant('names')}" <${plant('addresses')}>`;
  return mail({
    to: [named(), plant('addresses')],
    cc: [named()],
    bcc: [plant('addresses')],
    subject: `${plant('subjects')} ${plant('phones')}`,
    text: null,
    html: `<p>${plant('bodies')} ${plant('bankAccounts')}</p><img src="cid:${plant('fileNames')}">`,
    attachments: [{ path, name: plant('fileNames') }],
  });
}

/** What the service may say of itself, in its own words and codes. */
function saying(status: number, more: Partial<FaultOnRequest> = {}): FaultOnRequest {
  const message = `${plant('serviceWords')}: ${plant('uploadAddresses')} refresh_token=${plant('secrets')}`;
  return { action: 'status', status, code: plant('serviceWords').replaceAll(' ', ''), message, ...more };
}

async function sendAll({ client }: TestEngine, tenant: TestTenant, crashOn: (subject: string) => void): Promise<void> {
  const scripts: readonly (readonly [FaultOnRequest | null, number, 'sent' | 'failed'])[] = [
    [null, 100, 'sent'],
    [saying(429, { ...send, retryAfter: 0.05 }), 100, 'sent'],
    [saying(504, { ...send }), 100, 'sent'],
    [{ ...send, action: 'dropAfter' }, 100, 'sent'],
    [{ ...send, action: 'html', status: 200 }, 100, 'sent'],
    [saying(400, { ...send }), 100, 'failed'],
    [saying(503, { method: 'POST', path: '/me/messages$' }), 100, 'sent'],
    [saying(500, { method: 'POST', path: 'createUploadSession' }), 700_000, 'sent'],
    [saying(500, { method: 'PUT', nth: 2, times: 5 }), 700_000, 'sent'],
  ];
  for (const [fault, sizeBytes, end] of scripts) {
    if (fault !== null) await tenant.fault(fault);
    const { row } = await client.outbox.submit(plantedMail(sizeBytes));
    await waitFor(client, row.id, end);
    await tenant.clearFaults();
  }
  const crashing = plantedMail(100);
  crashOn(crashing.message.subject);
  const { row } = await client.outbox.submit(crashing);
  await waitFor(client, row.id, 'sent');
  const missing = mail({ attachments: [{ path: join('/', plant('folders'), plant('fileNames')) }] });
  await expect(client.outbox.submit(missing)).rejects.toThrow('does not exist');
  await expect(client.outbox.submit(mail({ to: [plant('names')] }))).rejects.toThrow('is not an e-mail address');
}

async function ingestAll({ client }: TestEngine, tenant: TestTenant): Promise<number> {
  const status = async () => {
    for await (const now of await client.ingest.status({})) return now;
    throw new Error('no status came');
  };
  const [account] = await client.accounts.list({});
  if (account === undefined) throw new Error('there is no account');
  await client.ingest.follow({ account: account.id, folder: 'inbox', scope: { kind: 'fromNow' } });
  const port = await freePort();
  await client.ingest.listen({ port, publicUrl: null });
  await expect.poll(async () => (await status()).folders[0]?.notificationsUntil, patiently).not.toBeNull();
  const before = await status();
  const deliver = () =>
    tenant.control('POST', 'deliver', {
      to: 'sender@sandbox.example',
      from: { name: plant('names'), address: plant('addresses') },
      subject: plant('subjects'),
      text: `${plant('bodies')} ${plant('phones')}`,
      attachments: [{ name: plant('fileNames'), sizeBytes: 50 }],
    });
  for (let n = 0; n < 5; n += 1) await deliver();
  await expect.poll(async () => (await status()).stored, patiently).toBe(before.stored + 5);
  await tenant.fault(saying(503, { path: 'value', nth: 1 }));
  await tenant.fault(saying(400, { path: 'value', nth: 2, times: 0 }));
  await deliver();
  await expect.poll(async () => (await status()).needsYou, patiently).toBe(1);
  await tenant.clearFaults();
  return port;
}

/** Strangers at the one door that is open to them. */
async function knock(port: number): Promise<void> {
  const url = `http://127.0.0.1:${String(port)}`;
  const item = { subscriptionId: plant('secrets'), clientState: plant('secrets'), resource: plant('addresses') };
  const bodies = [JSON.stringify({ value: [{ ...item, lifecycleEvent: 'missed' }] }), plant('bodies'), '{"value":7}'];
  for (const body of bodies) await fetch(`${url}/graph/notifications`, { method: 'POST', body });
  const token = encodeURIComponent(plant('secrets'));
  await fetch(`${url}/graph/notifications?validationToken=${token}`, { method: 'POST' });
  await fetch(`${url}/${plant('folders')}`, { method: 'POST', headers: { authorization: plant('secrets') } });
}

function leaks(text: string): number {
  return findPlanted(text).length;
}

function clientStateOf(tenant: TestTenant): string {
  const db = new BetterSqlite3(join(tenant.stateDir, 'sandbox.sqlite'), { readonly: true });
  const found = db.prepare<[], { state: string }>('SELECT client_state AS state FROM subscription').get();
  db.close();
  if (found === undefined) throw new Error('the tenant has no subscription');
  return found.state;
}

describe('of two hundred planted strings', () => {
  it('GW6 O7: none is in logs, metrics, diagnosis or a support bundle after sending, collecting, failing and being knocked at', async () => {
    expect(new Set(allPlanted).size).toBeGreaterThanOrEqual(200);
    const token = plant('secrets');
    const tenant = await startTenant({ sessionMinimumBytes: 0 }, token);
    const ear = eavesdropping();
    const engine = await startEngine({
      ...tenant,
      instrument: ear.instrument,
      env: {
        ...hiddenSettings(),
        MS_ACCESS_TOKEN: token,
        MAILROOM_LOG_LEVEL: 'debug',
        MS_UPLOAD_CHUNK_SIZE_BYTES: '327680',
        MS_UPLOAD_SESSION_THRESHOLD_BYTES: '327680',
        PROVIDER_MICROSOFT_ROLLOUT_PERCENT: '100',
      },
    });
    await engine.start();
    await sendAll(engine, tenant, ear.crashOn);
    const port = await ingestAll(engine, tenant);
    await knock(port);
    expect(ear.secrets.length).toBeGreaterThan(3);
    const others = [...ear.secrets, clientStateOf(tenant)];
    // They did go in: a person sees them where they belong.
    expect(findPlanted(JSON.stringify(await engine.client.outbox.list({}))).length).toBeGreaterThan(40);

    const log = readFileSync(join(engine.dataDir, 'logs', 'mailroom.log'), 'utf8');
    expect(log).toBe(engine.logged.map((line) => `${line}\n`).join(''));
    for (const event of ['job.claimed', 'job.crashed', 'job.died', 'send.failed', 'upload.failed', 'webhook.refused']) {
      expect(log).toContain(`"event":"${event}"`);
    }
    expect(findPlanted(log, others)).toEqual([]);
    expect(findPlanted((await engine.engine.telemetry?.report())?.text ?? token, others)).toEqual([]);
    expect(findPlanted(JSON.stringify(await engine.client.engine.doctor({})), others)).toEqual([]);
    const { files } = await engine.client.support.prepare({});
    const leaking = files.filter(({ text }) => findPlanted(text, [...others, engine.dataDir, token]).length > 0);
    expect(leaking.map(({ name }) => name)).toEqual([]);
  });

  it('none is in what a process says that crashes with them on its lips', async () => {
    const folder = temporaryFolder();
    const words = `${plant('bodies')} ${plant('uploadAddresses')} ${plant('phones')}`;
    const crash = join(folder, 'crash.mjs');
    // Not the launcher, which only starts the program.
    const source = `if (process.argv[1].endsWith('index.ts')) setTimeout(() => { throw new TypeError(${JSON.stringify(words)}); }, 300);`;
    writeFileSync(crash, source);
    const env = {
      NODE_OPTIONS: `--import=${crash}`,
      MS_ACCESS_TOKEN: plant('secrets'),
      MS_GRAPH_BASE_URL: 'http://127.0.0.1:9/v1.0',
    };
    for (const args of [
      ['ingest', '--watch', '--verbose'],
      ['ingest', '--watch', '--json', '--verbose'],
    ]) {
      const { code, stdout, stderr } = await startMailroom([...args, '--data-dir', join(folder, 'data')], { env })
        .ended;
      expect([code, findPlanted(stdout + stderr)]).toEqual([1, []]);
      expect(stderr).toContain('"event":"process.crashed"');
    }
  });

  it('each is found that is there, however it is written', () => {
    for (const secret of allPlanted) {
      expect([secret, leaks(`before ${secret} after`)]).toEqual([secret, 1]);
      expect([secret, leaks(JSON.stringify({ secret: [secret.toUpperCase()] }))]).toEqual([secret, 1]);
      expect([secret, leaks(encodeURIComponent(secret))]).toEqual([secret, 1]);
    }
    const [address = ''] = allPlanted;
    for (const before of ['', 'a', 'ab']) {
      expect(leaks(Buffer.from(`${before}${address} and more`).toString('base64'))).toBe(1);
    }
    expect(findPlanted('eyJ0eXAi sandbox.example +49 170 00000000')).toEqual([]);
    expect(findPlanted('state=4711-of-the-test', ['4711-of-the-test'])).toEqual(['4711-of-the-test']);
  });
});
