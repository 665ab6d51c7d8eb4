import { expect, type Page } from '@playwright/test';
import { goToPlace, untilHandedOver, untilSent } from './outbox-page.ts';
import { signIn, test } from './product.ts';
import { typeLetter } from './write-page.ts';

const banner = (page: Page) => page.getByRole('complementary', { name: 'Connection' });
const subjectField = (page: Page) => page.getByRole('textbox', { name: 'Subject', exact: true });

test('C9: the engine may die on every screen; what can be done without it goes on, and the page comes back by itself', async ({
  page,
  product,
}) => {
  await page.goto(product.launchUrl);
  const [picker] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Sign in to the sandbox tenant' }).click(),
  ]);
  await expect(page.getByText('Finish in your browser.')).toBeVisible();
  await product.kill();
  await expect(page.getByRole('alert')).toContainText('The engine went away before the sign-in ended.');
  await expect(banner(page)).toContainText('safe on its disk');
  await picker.close();
  await product.start();
  await expect(banner(page)).toBeHidden();
  const tenant = await signIn(page, product);

  const letter = { to: ['legal@sandbox.example'], subject: 'Kept', text: 'Before.' };
  await typeLetter(page, letter);
  await expect(page.getByText(/^Draft saved on this computer/)).toBeVisible();
  await product.kill();
  await expect(banner(page)).toBeVisible();
  await page.keyboard.type(' Meanwhile.');
  for (const place of ['Outbox', 'Settings'] as const) {
    await goToPlace(page, place);
    await expect(banner(page)).toBeVisible();
    await expect(page.locator('main')).not.toBeEmpty();
  }
  await goToPlace(page, 'Write');
  await expect(page.getByRole('textbox', { name: 'Message text' })).toHaveText('Before. Meanwhile.');
  // Nothing is handed over that is not saved, and nothing is said of it that nobody knows.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('so nothing was handed over');
  await expect(page.getByText('Nobody is named in To.')).toBeHidden();
  await page.keyboard.press('Control+n');
  await expect(page.getByText('The message opens as soon as the engine is back.')).toBeVisible();
  await product.start();
  await expect(banner(page)).toBeHidden();
  await expect(subjectField(page)).toHaveValue('');

  await page.getByRole('button', { name: /^Drafts/ }).click();
  await page.getByRole('menuitem', { name: 'Kept' }).click();
  await expect(page.getByRole('textbox', { name: 'Message text' })).toHaveText('Before. Meanwhile.');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, 'Kept');
  await product.kill();
  await expect(banner(page)).toContainText('What you see is from');
  await product.start();
  await expect(banner(page)).toBeHidden();
  await untilSent(page);
  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  expect((await tenant.truth()).delivered.map(({ subject }) => subject)).toEqual(['Kept']);
  expect(tenant.bodies()).toEqual([expect.stringContaining('Before. Meanwhile.')]);
});

test('a screen whose code was being fetched when the engine died says so, and opens when it is back', async ({
  page,
  product,
  context,
}) => {
  await page.goto(product.launchUrl);
  await signIn(page, product);
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
  await expect(again.getByRole('textbox', { name: 'Message text' })).toBeVisible({ timeout: 30_000 });
  await expect(banner(again)).toBeHidden();
});

test('a screen whose code is missing for good says so, and asks before it loads the page again', async ({
  page,
  product,
}) => {
  await page.route('**/assets/WritePage-*', (route) => route.fulfill({ status: 404 }));
  await page.goto(product.launchUrl);
  await signIn(page, product);
  await expect(page.getByRole('alert')).toContainText('could not be fetched from the engine');
  await goToPlace(page, 'Outbox');
  await expect(page.getByText('No message yet.')).toBeVisible();
  await goToPlace(page, 'Write');
  await page.unroute('**/assets/WritePage-*');
  await page.getByRole('button', { name: 'Load the page again' }).click();
  await expect(page.getByRole('textbox', { name: 'Message text' })).toBeVisible();
});
