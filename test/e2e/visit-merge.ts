import { expect, type Page } from '@playwright/test';
import type { Show } from './show.ts';
import { tabTo } from './keyboard.ts';

const table = [
  'name;email;amount',
  'Finance;finance@sandbox.example;100',
  'Nobody;;200',
  'Sales;sales@sandbox.example;300',
  'Again;finance@sandbox.example;400',
].join('\n');

/** A merge from the message that is written to its last sent mail, by keyboard but for the system's own dialog of files. */
export async function visitMerge(page: Page, show: Show): Promise<void> {
  await page.getByRole('textbox', { name: 'Subject' }).focus();
  await page.keyboard.type('Invoice of {{name}}');
  await tabTo(page, page.getByRole('textbox', { name: 'Message text' }));
  await page.keyboard.type('Dear {{name}}, please pay {{amount}}.');
  await expect(page.getByText(/^Draft saved on this computer/)).toBeVisible();
  await page.keyboard.press('Control+Shift+m');
  await expect(page.getByRole('heading', { name: 'New merge' })).toBeVisible();
  await show(page, 'merge-new');

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a table…' }).focus();
  await page.keyboard.press('Enter');
  await (await chooser).setFiles({ name: 'invoices.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await expect(page.getByLabel('To', { exact: true })).toHaveValue('email');
  await expect(page.getByText('Invoice of Finance')).toBeVisible();
  await expect(page.getByText('Address of another row: 1 row')).toBeVisible();
  await show(page, 'merge-check');

  await page.getByRole('button', { name: 'Make 2 drafts, leave out 2' }).focus();
  await page.keyboard.press('Enter');
  const send = page.getByRole('button', { name: 'Send 2 messages' });
  await expect(send).toBeVisible();
  await show(page, 'merge-review');
  await send.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Done.')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('.merge-counts').getByText('went')).toBeVisible();
  await show(page, 'merge-done');
}
