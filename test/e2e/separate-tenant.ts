import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test as base } from './product.ts';
import { sandboxTenant, type SandboxTenant } from './sandbox-tenant.ts';

const program = join(import.meta.dirname, '..', '..', 'main', 'sandbox', 'main.ts');
const token = 'a-token-for-this-test';

/** A sandbox tenant in a process of its own, so that it can be out of reach while the product runs. */
interface SeparateTenant {
  readonly control: SandboxTenant;
  /** What leads the product there, signed in as the sender. */
  readonly settings: Readonly<Record<string, string>>;
  /** From now on every connection to it is refused, as without a network. */
  cut(): Promise<void>;
  /** It is there again, at the same address. */
  restore(): Promise<void>;
  end(): Promise<void>;
}

/** The product is signed in there by a token from its start on. */
export const test = base.extend<{ tenant: SeparateTenant }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what the fixture needs
  tenant: async ({}, use) => {
    const tenant = await startSeparateTenant();
    await use(tenant);
    await tenant.end();
  },
  settings: async ({ tenant }, use) => use(tenant.settings),
});

async function startSeparateTenant(): Promise<SeparateTenant> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mailroom-tenant-'));
  let running = await start(dataDir, null);
  const { origin, graphBaseUrl } = running;
  const cut = async (): Promise<void> => {
    running.child.kill('SIGKILL');
    await once(running.child, 'close');
  };
  return {
    control: sandboxTenant(origin, dataDir),
    settings: { MS_GRAPH_BASE_URL: graphBaseUrl, MS_ACCESS_TOKEN: token },
    cut,
    async restore() {
      running = await start(dataDir, new URL(origin).port);
    },
    async end() {
      if (running.child.signalCode === null) await cut();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function start(
  dataDir: string,
  port: string | null,
): Promise<{ child: ChildProcess; origin: string; graphBaseUrl: string }> {
  const account = `${token}=sender@sandbox.example`;
  const args = ['--state-dir', join(dataDir, 'sandbox'), '--static-token', account];
  const child = spawn(process.execPath, [program, ...args, ...(port === null ? [] : ['--port', port])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, ...(JSON.parse(line) as { origin: string; graphBaseUrl: string }) };
}
