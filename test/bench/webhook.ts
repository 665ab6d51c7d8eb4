import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import Database from 'better-sqlite3';
import { Agent, request } from 'undici';
import { atMost, type BenchResult, figure } from './bench-result.ts';

const BODIES = 10_000;
const SENDERS = 16;
const GUESSES = 2_000;
const TOKEN = 'bench-token';

/** 10,000 bodies while files of 150 MB come down, then wrong secrets that differ from the right one early and late. */
export async function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-bench-'));
  const children: ChildProcess[] = [];
  const start = async (script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Interface> => {
    const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return createInterface({ input: child.stdout });
  };
  const foreign = /^(MS_|MAILROOM_|PROVIDER_|OAUTH_|REDIS_|NODE_OPTIONS$)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  const agent = new Agent({ connections: SENDERS });
  try {
    const tenantDir = join(folder, 'tenant');
    const tenantArgs = ['--state-dir', tenantDir, '--static-token', `${TOKEN}=sender@sandbox.example`];
    const tenant = await start('../../main/sandbox/main.ts', tenantArgs, env);
    const { origin, graphBaseUrl } = JSON.parse(await nextLine(tenant)) as { origin: string; graphBaseUrl: string };
    const port = await freePort();
    const engine = await start('webhook/engine-process.ts', [join(folder, 'data')], {
      ...env,
      MS_ACCESS_TOKEN: TOKEN,
      MS_GRAPH_BASE_URL: graphBaseUrl,
      MAILROOM_WEBHOOK_PORT: String(port),
      MAILROOM_DISK_FLOOR_BYTES: '0',
      MAILROOM_POLICY_FILE: join(folder, 'no-policy.json'),
    });
    await nextLine(engine);
    const subscription = readSubscription(tenantDir);
    const post = async (clientState: string, messageId: string): Promise<number> => {
      const body = JSON.stringify({
        value: [{ subscriptionId: subscription.id, clientState, resourceData: { id: messageId } }],
      });
      const startedMs = performance.now();
      const answer = await request(`http://127.0.0.1:${String(port)}/graph/notifications`, {
        dispatcher: agent,
        method: 'POST',
        body,
      });
      await answer.body.dump();
      if (answer.statusCode !== 202) throw new Error(`answered ${String(answer.statusCode)}`);
      return performance.now() - startedMs;
    };

    const meanwhile = { stored: 0 };
    engine.on('line', (kind) => (meanwhile.stored += kind === 'stored' ? 1 : 0));
    await deliverLarge(origin);
    const tookMs: number[] = [];
    let sent = 0;
    await Promise.all(
      Array.from({ length: SENDERS }, async () => {
        while (sent < BODIES || (meanwhile.stored === 0 && sent < 20 * BODIES))
          tookMs.push(await post(subscription.clientState, `m${String((sent += 1) % 500)}`));
      }),
    );
    const { stored } = meanwhile;

    const early = [];
    const late = [];
    const wrongEarly = `x${subscription.clientState.slice(1)}`;
    const wrongLate = `${subscription.clientState.slice(0, -1)}x`;
    for (let n = 0; n < GUESSES; n += 1) {
      early.push(await post(wrongEarly, 'm'));
      late.push(await post(wrongLate, 'm'));
    }
    return [
      atMost(500, 'webhook: answer while 150 MB files come down, p99', percentile(tookMs, 99), 'ms'),
      atMost(2_500, `webhook: answer, slowest of ${tookMs.length.toLocaleString('en')}`, Math.max(...tookMs), 'ms'),
      figure('webhook: files of 150 MB that came down meanwhile', stored, 'files'),
      atMost(4.5, 'webhook: |t| of wrong secrets that differ early and late', Math.abs(welchT(early, late)), ''),
    ];
  } finally {
    await agent.destroy();
    for (const child of children) {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

async function deliverLarge(origin: string): Promise<void> {
  const answer = await fetch(`${origin}/sandbox/control/deliver`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      to: 'sender@sandbox.example',
      from: { name: 'Finance', address: 'finance@sandbox.example' },
      subject: 'Large {n}',
      text: 'A sample.',
      count: 4,
      attachments: [{ name: 'large.bin', sizeBytes: 150_000_000, seed: 'large' }],
    }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** The secret is the tenant's own: it never comes back over its interface. */
function readSubscription(tenantDir: string): { readonly id: string; readonly clientState: string } {
  const db = new Database(join(tenantDir, 'sandbox.sqlite'), { readonly: true });
  try {
    const row = db.prepare<[], { id: string; clientState: string }>(
      'SELECT id, client_state AS clientState FROM subscription',
    );
    const subscription = row.get();
    if (subscription === undefined) throw new Error('there is no subscription');
    return subscription;
  } finally {
    db.close();
  }
}

async function nextLine(lines: Interface): Promise<string> {
  const [line] = (await once(lines, 'line')) as [string];
  return line;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function percentile(numbers: readonly number[], share: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.ceil((numbers.length * share) / 100) - 1] ?? Number.NaN;
}

/** The slowest tenth is the machine's and not the comparison's. */
function welchT(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [a, b].map((sample) => sample.toSorted((p, q) => p - q).slice(0, Math.floor(sample.length * 0.9)));
  const [first = [], second = []] = [x, y];
  return (mean(first) - mean(second)) / Math.sqrt(varianceOfMean(first) + varianceOfMean(second));
}

function mean(sample: readonly number[]): number {
  return sample.reduce((sum, one) => sum + one, 0) / sample.length;
}

function varianceOfMean(sample: readonly number[]): number {
  const middle = mean(sample);
  return sample.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (sample.length - 1) / sample.length;
}
