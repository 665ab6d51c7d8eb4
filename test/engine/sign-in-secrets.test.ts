import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { sandboxControl } from '../../main/adapters/sandbox/sandbox-control.ts';
import { openEngine } from '../../main/engine.ts';
import { crashLine } from '../../main/engine/crash-line.ts';
import type { ApiClient, Engine, Instrument } from '../../main/engine/host.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { patiently } from '../helpers/patiently.ts';
import { findPlanted } from '../helpers/planted-secrets.ts';
import { signInAs } from '../helpers/sign-in-robot.ts';
import { mail, waitFor } from '../helpers/start-engine.ts';
import { startTenant, type TestTenant } from '../helpers/start-tenant.ts';
import { type SignInWitness, witnessSignIn } from '../helpers/witness-sign-in.ts';

const person = 'sender@sandbox.example';

async function signedIn(tenant: TestTenant, witness: SignInWitness, instrument: Instrument) {
  const dataDir = temporaryFolder();
  const logged: string[] = [];
  const env = {
    MAILROOM_POLICY_FILE: join(dataDir, 'no-policy.json'),
    MAILROOM_LOG_LEVEL: 'debug',
    MS_SEND_SETTLE_MS: '300',
    MS_SEND_PROBE_MS: '50',
    MS_RETRY_BASE_MS: '10',
  };
  const local = { graphBaseUrl: tenant.graphBaseUrl, authority: witness.authority, stop: () => Promise.resolve() };
  const log = (line: string): void => void logged.push(line);
  const host = { env, dataDir, log, startSandbox: () => Promise.resolve(local), instrument };
  const engine = await openEngine(host, { work: true });
  onTestFinished(() => engine.close());
  await signInAs(engine.client, person);
  return { engine, client: engine.client, dataDir, logged };
}

/** A tenant's administrator ends every token, and the service words its refusal badly. */
async function loseSignIn(client: ApiClient, tenant: TestTenant, witness: SignInWitness): Promise<void> {
  witness.refuseNext();
  await sandboxControl(tenant.origin).steerSignIn(person, { action: 'revoke' });
  await client.outbox.submit(mail({ subject: 'Waits for a sign-in' }));
  await expect.poll(async () => (await client.accounts.list({}))[0]?.state, patiently).toBe('signInNeeded');
}

/** Downloads that the service refuses for good. */
async function makeDeadJobs(client: ApiClient, tenant: TestTenant): Promise<void> {
  const [account] = await client.accounts.list({});
  if (account === undefined) throw new Error('there is no account');
  await client.ingest.follow({ account: account.id, folder: 'inbox', scope: { kind: 'fromNow' } });
  await client.ingest.round({ account: account.id, scope: { kind: 'fromNow' } });
  await tenant.fault({ path: '/attachments', action: 'status', status: 403, times: 0 });
  const attachments = [{ name: 'plan.txt', sizeBytes: 200 }];
  const from = { address: 'archive@sandbox.example' };
  await tenant.control('POST', 'deliver', { to: person, from, subject: 'Plan {n}', count: 3, attachments });
  await client.ingest.checkNow({ account: null });
  await expect.poll(async () => (await client.jobs.totals({})).open, patiently).toBe(3);
  await tenant.clearFaults();
}

/** Everything that the product shows or keeps beside the mail itself, by what it is. */
async function everythingSaid(engine: Engine, dataDir: string): Promise<Map<string, string>> {
  const { client } = engine;
  const said = new Map<string, string>();
  const { rows } = await client.jobs.page({ filter: {}, after: null, limit: 1000 });
  for (const { id } of rows) said.set(`job ${id}`, JSON.stringify(await client.jobs.show({ id })));
  const { files } = await client.support.prepare({});
  for (const { name, text } of files) said.set(`support bundle: ${name}`, text);
  const answers = {
    outbox: await client.outbox.list({}),
    accounts: await client.accounts.list({}),
    doctor: await client.engine.doctor({}),
    health: await client.health.now({}),
    settings: await client.settings.list({}),
    audit: await client.audit.page({ before: null, limit: 1000 }),
  };
  for (const [name, answer] of Object.entries(answers)) said.set(name, JSON.stringify(answer));
  said.set('metrics', (await engine.telemetry?.report())?.text ?? '');
  return said.set('log file', readFileSync(join(dataDir, 'logs', 'mailroom.log'), 'utf8'));
}

/** The tenant keeps tokens as their hashes: these are the ones that it gave out. */
function gaveOut({ stateDir }: TestTenant, table: 'identity_access' | 'identity_refresh', token: string): boolean {
  const db = new BetterSqlite3(join(stateDir, 'sandbox.sqlite'), { readonly: true });
  const hash = createHash('sha256').update(token).digest('hex');
  const found = db.prepare(`SELECT 1 FROM ${table} WHERE hash = ?`).get(hash);
  db.close();
  return found !== undefined;
}

it('GW6 O7: what a sign-in yields is in no log, metric, job, diagnosis, support bundle or crash line', async () => {
  const tenant = await startTenant();
  const witness = await witnessSignIn(tenant.origin);
  let isFatal = true;
  const instrument: Instrument = {
    runners: (real) => ({
      ...real,
      sealing(context) {
        if (!isFatal) return real.sealing(context);
        isFatal = false;
        throw new TypeError([...witness.secrets.keys()].join(' '));
      },
    }),
  };
  const { engine, client, dataDir, logged } = await signedIn(tenant, witness, instrument);
  const { row } = await client.outbox.submit(mail());
  await waitFor(client, row.id, 'sent');
  await makeDeadJobs(client, tenant);
  await loseSignIn(client, tenant, witness);
  await signInAs(client, person);
  await expect.poll(() => tenant.delivered(), patiently).toHaveLength(2);

  const secrets = [...witness.secrets.keys()];
  expect(witness.of('code')).toHaveLength(2);
  expect(witness.of('code_verifier')).toHaveLength(2);
  expect(witness.of('access_token').filter((token) => gaveOut(tenant, 'identity_access', token))).toHaveLength(2);
  expect(witness.of('refresh_token').filter((token) => gaveOut(tenant, 'identity_refresh', token))).toHaveLength(2);

  const said = await everythingSaid(engine, dataDir);
  expect([...said.keys()].filter((name) => name.startsWith('job ')).length).toBeGreaterThanOrEqual(3);
  for (const event of ['job.crashed', 'job.died', 'account.signInNeeded'])
    expect(said.get('log file')).toContain(`"event":"${event}"`);
  said.set('told lines', logged.join('\n'));
  const crash = Object.assign(new Error(secrets.join('\n')), { cause: new Error(secrets.join(' ')) });
  said.set('crash line', crashLine(crash));
  const leaking = [...said].filter(([, text]) => text === '' || findPlanted(text, secrets).length > 0);
  expect(leaking.map(([name]) => name)).toEqual([]);
  // The search does find one where there is one.
  expect(secrets.every((secret) => findPlanted(`a line with ${secret} in it`, secrets).includes(secret))).toBe(true);
});
