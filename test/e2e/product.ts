import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Page, test as base } from '@playwright/test';
import { sandboxTenant, type SandboxTenant } from './sandbox-tenant.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'mailroom.mjs');

/** Waits as short as the settings allow; everything else is as people have it. */
const shortWaits = { MS_SEND_SETTLE_MS: '2000', MS_SEND_PROBE_MS: '200', MS_RETRY_BASE_MS: '50' };

type Settings = Readonly<Record<string, string>>;

/** The product as a person starts it, in a process of its own that can be killed. */
export interface Product {
  readonly dataDir: string;
  /** An address that lets one page in, once. */
  readonly launchUrl: string;
  /** Kills the process, engine and tenant with it, as a power cut would. */
  kill(): Promise<void>;
  /** Removes its folder. */
  forget(): void;
  /** Starts it again on the same folder and, as always, the same port. */
  start(): Promise<void>;
}

export const test = base.extend<{
  /** They stand above the short waits: `test.use({ settings: … })`. */
  readonly settings: Settings;
  /** Time for Undo until a person chooses another. Null leaves the default, for which a message then waits. */
  readonly holdMs: number | null;
  /** A folder that the product begins with a copy of; null begins with nothing. */
  readonly begunIn: string | null;
  readonly product: Product;
}>({
  settings: [{}, { option: true }],
  holdMs: [0, { option: true }],
  begunIn: [null, { option: true }],
  page: async ({ page, holdMs }, use) => {
    // The browser's own dialog is held back only while somebody listens, and to begin with that takes a moment.
    page.on('filechooser', () => undefined);
    if (holdMs !== null) await page.addInitScript(holdFor(holdMs));
    await use(page);
  },
  product: async ({ context, settings, begunIn }, use) => {
    const product = await startProduct(settings, begunIn);
    await use(product);
    await context.close();
    await product.kill();
    product.forget();
  },
});

/** What was chosen before stays. A preview has no origin, and nothing to keep it in. */
function holdFor(holdMs: number): string {
  const preferences = JSON.stringify({ state: { holdMs }, version: 0 });
  return `if (origin !== 'null') localStorage['mailroom.preferences'] ??= '${preferences}'`;
}

export async function startProduct(settings: Settings = {}, begunIn: string | null = null): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mailroom-windows-'));
  if (begunIn !== null) cpSync(begunIn, dataDir, { recursive: true });
  let running = await startHost(dataDir, settings);
  return {
    dataDir,
    get launchUrl() {
      return running.launchUrl;
    },
    async kill() {
      const { child } = running;
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'close');
    },
    forget() {
      rmSync(dataDir, { recursive: true, force: true });
    },
    async start() {
      running = await startHost(dataDir, settings);
    },
  };
}

async function startHost(dataDir: string, settings: Settings): Promise<{ child: ChildProcess; launchUrl: string }> {
  const foreign = /^(MS_|MAILROOM_|PROVIDER_|OAUTH_|REDIS_|NODE_OPTIONS$|FORCE_COLOR$)/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const policy = { MAILROOM_POLICY_FILE: join(dataDir, 'policy.json') };
  const env = { ...Object.fromEntries(own), ...shortWaits, ...policy, ...settings };
  const child = spawn(process.execPath, [program, 'serve', '--data-dir', dataDir, '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { launchUrl } = JSON.parse(line) as { launchUrl: string };
  return { child, launchUrl };
}

/** Signs in as a person does: presses the button, picks the account on the page that opens. */
export async function signIn(page: Page, { dataDir }: Pick<Product, 'dataDir'>): Promise<SandboxTenant> {
  const button = page.getByRole('button', { name: 'Sign in to the sandbox tenant' });
  const [picker] = await Promise.all([page.context().waitForEvent('page'), button.click()]);
  const tenantOrigin = await pickAccount(picker);
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
  return sandboxTenant(tenantOrigin, dataDir);
}

/** Picks an account on the tenant's page and gives the origin of the tenant. */
export async function pickAccount(picker: Page, address = 'sender@sandbox.example'): Promise<string> {
  const choice = picker.getByRole('button', { name: address });
  await choice.waitFor();
  const { origin } = new URL(picker.url());
  await choice.focus();
  await picker.keyboard.press('Enter');
  await picker.getByText(/close this/i).waitFor();
  await picker.close();
  return origin;
}
