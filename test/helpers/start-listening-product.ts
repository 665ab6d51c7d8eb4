import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import Database from 'better-sqlite3';
import { freePort } from './free-port.ts';

const TOKEN = 'listening-token';

export interface ListeningProduct {
  /** Of the tenant. */
  readonly origin: string;
  /** Of the listener. */
  readonly port: number;
  readonly dataDir: string;
  /** The one that the engine has made; the secret is read from the tenant's own disk. */
  readonly subscription: { readonly id: string; readonly clientState: string };
  /** One line for each thing that ingest did. */
  readonly events: Interface;
  end(): Promise<void>;
}

/** A tenant and an engine that follows its Inbox with the listener open, each in a process of its own. For benchmarks and soaks. */
export async function startListeningProduct(): Promise<ListeningProduct> {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-listening-'));
  const children: ChildProcess[] = [];
  const start = (script: string, args: readonly string[], env: NodeJS.ProcessEnv): Interface => {
    const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return createInterface({ input: child.stdout });
  };
  async function end(): Promise<void> {
    for (const child of children) {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  }
  const foreign = /^(MS_|MAILROOM_|PROVIDER_|OAUTH_|REDIS_|NODE_OPTIONS$)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  try {
    const tenantDir = join(folder, 'tenant');
    const tenantArgs = ['--state-dir', tenantDir, '--static-token', `${TOKEN}=sender@sandbox.example`];
    const tenant = start('../../main/sandbox/main.ts', tenantArgs, env);
    const { origin, graphBaseUrl } = JSON.parse(await nextLine(tenant)) as { origin: string; graphBaseUrl: string };
    const port = await freePort();
    const dataDir = join(folder, 'data');
    const events = start('listening-engine-process.ts', [dataDir], {
      ...env,
      MS_ACCESS_TOKEN: TOKEN,
      MS_GRAPH_BASE_URL: graphBaseUrl,
      MAILROOM_WEBHOOK_PORT: String(port),
      MAILROOM_DISK_FLOOR_BYTES: '0',
      MAILROOM_POLICY_FILE: join(folder, 'no-policy.json'),
    });
    await nextLine(events);
    return { origin, port, dataDir, subscription: readSubscription(tenantDir), events, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The secret never comes back over the tenant's interface. */
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
