import { type BrowserContext, expect, type Page } from '@playwright/test';
import { type Product, signIn, startProduct, test as base } from './product.ts';
import type { SandboxTenant } from './sandbox-tenant.ts';

interface Shared {
  readonly product: Product;
  readonly tenant: SandboxTenant;
  readonly origin: string;
  readonly session: Awaited<ReturnType<BrowserContext['storageState']>>;
}

/**
 * One host for many short scenarios, signed in once. Each has a window of its own, and leaves no fault behind; what the
 * others wrote is in the Outbox too, so a scenario looks for its own subject.
 */
export const test = base.extend<{ tenant: SandboxTenant }, { shared: Shared }>({
  shared: [
    async ({ browser }, use) => {
      const product = await startProduct();
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(product.launchUrl);
      const tenant = await signIn(page, product);
      const { origin } = new URL(page.url());
      const session = await context.storageState();
      await context.close();
      await use({ product, tenant, origin, session });
      await product.kill();
      product.forget();
    },
    { scope: 'worker' },
  ],
  product: async ({ shared }, use) => use(shared.product),
  storageState: async ({ shared }, use) => use(shared.session),
  baseURL: async ({ shared }, use) => use(shared.origin),
  tenant: async ({ shared }, use) => {
    await use(shared.tenant);
    await shared.tenant.clearFaults();
  },
});

/** Opens the window at a message that nobody has touched. */
export async function openNewMessage(page: Page): Promise<void> {
  await page.goto('/');
  await expect(page.getByRole('textbox', { name: 'Message text' })).toBeVisible();
  await page.keyboard.press('Control+n');
  await expect(page.getByRole('textbox', { name: 'Subject', exact: true })).toHaveValue('');
  await expect(page.getByRole('combobox', { name: 'To', exact: true })).toBeFocused();
}
