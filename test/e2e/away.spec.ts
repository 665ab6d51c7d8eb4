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
