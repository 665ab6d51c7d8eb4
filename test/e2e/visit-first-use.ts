import { type Page } from '@playwright/test';
import { type Product, pickAccount } from './product.ts';
import { sandboxTenant, type SandboxTenant } from './sandbox-tenant.ts';
import type { Show } from './show.ts';

/** Sign-in in all its states, then every place of a window that has nothing to do yet. */
export async function visitFirstUse(page: Page, product: Product, show: Show): Promise<SandboxTenant> {
  await page.goto(product.launchUrl);
  const button = page.getByRole('button', { name: 'Sign in to the sandbox tenant' });
  await button.waitFor();
  await show(page, 'sign-in');
  await page.getByRole('button', { name: /Connect your own/ }).click();
  await page.getByRole('dialog', { name: /Connect your/ }).waitFor();
  await show(page, 'set-up-guide');
  await page.keyboard.press('Escape');

  const [declining] = await Promise.all([page.context().waitForEvent('page'), button.click()]);
  await declining.locator('button[name="decline"]').waitFor();
  await page.getByText('Finish in your browser.').waitFor();
  await show(page, 'sign-in-waiting');
  await declining.locator('button[name="decline"]').click();
  await page.getByRole('alert').waitFor();
  await declining.close();
  await page.getByRole('button', { name: 'Details' }).click();
  await show(page, 'sign-in-refused');

  const [picker] = await Promise.all([page.context().waitForEvent('page'), button.click()]);
  const tenant = sandboxTenant(await pickAccount(picker), product.dataDir);
  await page.getByRole('textbox', { name: 'Message text' }).waitFor();
  await show(page, 'write-empty');
  const places = page.getByRole('navigation', { name: 'Places' });
  await places.getByRole('button', { name: 'Outbox' }).click();
  await show(page, 'outbox-empty');
  await visitSettings(page, show);
  return tenant;
}

async function visitSettings(page: Page, show: Show): Promise<void> {
  const places = page.getByRole('navigation', { name: 'Places' });
  await places.getByRole('button', { name: 'Settings' }).click();
  await page.getByText('MS_SEND_PATH').waitFor();
  await show(page, 'settings');
  const search = page.getByRole('searchbox', { name: 'Search settings' });
  await search.fill('undo');
  await show(page, 'settings-found');
  await search.fill('keyboard');
  await show(page, 'settings-keyboard');
  await search.fill('');
  await page.getByRole('button', { name: 'Sign out…' }).click();
  await page.getByRole('alertdialog').waitFor();
  await show(page, 'sign-out');
  await page.getByRole('button', { name: 'Stay signed in' }).click();
  await page.mouse.move(0, 0);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Palette' }).waitFor();
  await show(page, 'palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+/');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await show(page, 'shortcuts');
  await page.keyboard.press('Escape');
}
