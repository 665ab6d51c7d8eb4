import { expect, type Page } from '@playwright/test';
import { untilSent } from './outbox-page.ts';
import { pickAccount, test } from './product.ts';
import { sandboxTenant } from './sandbox-tenant.ts';
import { writeSampleFile } from './sample-files.ts';
import { untilAttached } from './write-page.ts';

test('C12 S5: a mail with a file is written and sent by keyboard alone', async ({ page, product }) => {
  const file = writeSampleFile(product.dataDir, 'plans.zip', 5_000_000);
  await page.goto(product.launchUrl);
  const button = page.getByRole('button', { name: 'Sign in to the sandbox tenant' });
  await expect(button).toBeFocused();
  const [picker] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')]);
  const tenant = sandboxTenant(await pickAccount(picker), product.dataDir);

  await expect(page.getByRole('textbox', { name: 'To', exact: true })).toBeFocused();
  await page.keyboard.type('finance@sandbox.example');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Subject');
  await page.keyboard.type('Plans by keyboard');
  await tabTo(page, 'Message text');
  await page.keyboard.type('The plans, as agreed.');
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+Shift+a');
  await (await chooser).setFiles(file.path);
  await untilAttached(page, [file]);
  await page.keyboard.press('Control+Enter');

  await expect(page.getByRole('heading', { name: 'Plans by keyboard' })).toBeVisible();
  await untilSent(page);
  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  const { delivered } = await tenant.truth();
  expect(delivered.map(({ subject, attachments }) => [subject, attachments.map(({ sha256 }) => sha256)])).toEqual([
    ['Plans by keyboard', [file.sha256]],
  ]);
});

/** Tab, as often as it takes; a person would give up after fifteen. */
async function tabTo(page: Page, name: string): Promise<void> {
  const goal = page.getByRole('textbox', { name, exact: true });
  for (let presses = 0; presses < 15; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await goal.and(page.locator(':focus')).count()) === 1) return;
  }
  throw new Error(`Tab does not lead to ${name}.`);
}
