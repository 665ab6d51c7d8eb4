import { expect } from '@playwright/test';
import { goToPlace } from './outbox-page.ts';
import { test } from './signed-in-product.ts';

test('a screen whose code was being fetched when the engine died says so, and opens when it is back', async ({
  page,
  product,
  context,
}) => {
  await goToPlace(page, 'Outbox');
  await page.close();
  const again = await context.newPage();
  // Nothing of the editor from before: neither fetched nor kept.
  await again.route('**/assets/WritePage-*', (route) => route.abort('connectionrefused'));
  await again.goto(new URL(product.launchUrl).origin);
  await expect(again.getByRole('searchbox', { name: 'Filter outbox' })).toBeVisible();
  await product.kill();
  await goToPlace(again, 'Write');
  await expect(again.getByRole('alert')).toContainText('It opens by itself when the engine is back.');
  await again.unroute('**/assets/WritePage-*');
  await product.start();
  await expect(again.getByRole('textbox', { name: 'Message text' })).toBeVisible();
  await expect(again.getByRole('complementary', { name: 'Connection' })).toBeHidden();
});

test('a screen whose code is missing for good says so, and asks before it loads the page again', async ({ page }) => {
  await page.route('**/assets/WritePage-*', (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('could not be fetched from the engine');
  await goToPlace(page, 'Outbox');
  await expect(page.getByText('No message yet.')).toBeVisible();
  await goToPlace(page, 'Write');
  await page.unroute('**/assets/WritePage-*');
  await page.getByRole('button', { name: 'Load the page again' }).click();
  await expect(page.getByRole('textbox', { name: 'Message text' })).toBeVisible();
});
