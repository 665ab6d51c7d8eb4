import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { joinEngine } from './join-engine.ts';
import { type Product, signIn, startProduct, test as base } from './product.ts';
import { forgetTenantPort, runningTenant, type SandboxTenant } from './sandbox-tenant.ts';

/**
 * For scenarios that are not about signing in: each has a host of its own, on a copy of a folder in which the sender
 * signed in once. The page is open at an empty message.
 */
export const test = base.extend<{ tenant: SandboxTenant }, { signedInFolder: string }>({
  signedInFolder: [
    async ({ browser }, use) => {
      const product = await startProduct();
      const page = await browser.newPage();
      await page.goto(product.launchUrl);
      await signIn(page, product);
      await page.close();
      await product.kill();
      forgetPorts(product);
      await use(product.dataDir);
      product.forget();
    },
    { scope: 'worker' },
  ],
  begunIn: async ({ signedInFolder }, use) => use(signedInFolder),
  page: async ({ page, product }, use) => {
    await page.goto(product.launchUrl);
    await page.getByRole('navigation', { name: 'Places' }).waitFor();
    await use(page);
  },
  tenant: async ({ product }, use) => use(await startTenant(product)),
});

/** No copy looks where another one, or the tenant of another, may listen. */
function forgetPorts({ dataDir }: Product): void {
  forgetTenantPort(dataDir);
  rmSync(join(dataDir, 'browser-host.json'));
}

/** The product starts its tenant when it is needed first. */
async function startTenant({ dataDir }: Product): Promise<SandboxTenant> {
  const engine = await joinEngine({ dataDir });
  await engine.client.sandbox.state({});
  await engine.close();
  return runningTenant(dataDir);
}
