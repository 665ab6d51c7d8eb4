import { expect, type Page } from '@playwright/test';
import { goToPlace, untilHandedOver, untilSent } from './outbox-page.ts';
import { pickAccount } from './product.ts';
import { writeSampleFile } from './sample-files.ts';
import { test } from './signed-in-product.ts';
import { attachFiles, typeLetter } from './write-page.ts';

const sender = 'sender@sandbox.example';
const agency = 'agency@second-sandbox.example';

async function send(page: Page, subject: string): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, subject);
  await untilSent(page);
}

test('MP8 C15: with accounts of two tenants, From moves the draft with its files, and each mail leaves from its own', async ({
  page,
  product,
  tenant,
}) => {
  const file = writeSampleFile(product.dataDir, 'offer.pdf', 4_000_000);
  await goToPlace(page, 'Settings');
  await page.getByRole('button', { name: 'Add an account…' }).click();
  const start = page.getByRole('button', { name: 'Sign in to the sandbox tenant' });
  const [picker] = await Promise.all([page.context().waitForEvent('page'), start.click()]);
  await pickAccount(picker, agency);

  await goToPlace(page, 'Write');
  await typeLetter(page, { to: ['legal@sandbox.example'], subject: 'From here', text: 'Hello.' });
  await expect(page.locator('.from-sender')).toContainText(sender);
  await send(page, 'From here');

  await goToPlace(page, 'Write');
  await typeLetter(page, { to: ['legal@sandbox.example'], subject: 'From there', text: 'Hello.' });
  await attachFiles(page, [file]);
  // While its bytes come in, the draft stays where it is.
  await expect(page.getByRole('row', { name: 'offer.pdf' })).toContainText('Attached');
  await page.getByRole('button', { name: 'Change…' }).press('Enter');
  await page.getByRole('menuitem', { name: agency }).press('Enter');
  await page.getByRole('button', { name: 'Move and upload again' }).press('Enter');
  await expect(page.locator('.from-sender')).toContainText(agency);
  // From there the recipient is outside, and new: said once.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: 'Send anyway' })).toBeVisible();
  await send(page, 'From there');
  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  const { delivered } = await tenant.truth();
  expect(
    delivered.map(({ subject, from, attachments }) => [subject, from, attachments.map(({ sha256 }) => sha256)]),
  ).toEqual([
    ['From here', sender, []],
    ['From there', agency, [file.sha256]],
  ]);
});
