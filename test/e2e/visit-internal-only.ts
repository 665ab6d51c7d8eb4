import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from '@playwright/test';
import type { Product } from './product.ts';
import { writeSampleFile } from './sample-files.ts';
import type { SandboxTenant } from './sandbox-tenant.ts';
import type { Show } from './show.ts';
import { attachFiles, typeLetter } from './write-page.ts';

/** What an administrator sets; read when the product starts again. Uploads are slow from then on. */
export async function restartInternalOnly(page: Page, product: Product, tenant: SandboxTenant): Promise<void> {
  // Every part of the page is loaded.
  await page.getByRole('textbox', { name: 'Message text' }).waitFor();
  await tenant.slowChunks(2_000);
  const policy = { MS_INTERNAL_ONLY: true, MS_INTERNAL_DOMAINS: ['sandbox.example'] };
  writeFileSync(join(product.dataDir, 'policy.json'), JSON.stringify(policy));
  await product.kill();
  await product.start();
}

/** An administrator allows the own organization alone; the message has everything wrong with it that can be. */
export async function visitInternalOnly(page: Page, product: Product, show: Show): Promise<void> {
  await page.getByRole('complementary', { name: 'Internal-only' }).waitFor();
  const places = page.getByRole('navigation', { name: 'Places' });
  await places.getByRole('button', { name: 'Settings' }).click();
  await page.getByText('Set by your administrator').first().waitFor();
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('administrator');
  await show(page, 'settings-managed');

  await places.getByRole('button', { name: 'Write' }).click();
  await typeLetter(page, {
    to: ['finance@sandbox.example'],
    subject: '',
    text: 'The drawings are attached, {{name}}.',
  });
  const to = page.getByRole('combobox', { name: 'To', exact: true });
  await to.fill('sales@partner.example');
  await to.press('Enter');
  await page.getByText(/partner\.example is outside/).waitFor();
  await page.getByRole('button', { name: /^Send/ }).click();
  await page.locator('.check-line li').first().waitFor();
  await show(page, 'write-findings');
  await attachFiles(page, [writeSampleFile(product.dataDir, 'all-halls.zip', 115_000_000)]);
  await page.locator('.size-meter[data-level="over"]').waitFor();
  await show(page, 'write-over-limit');
}
