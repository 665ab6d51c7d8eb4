import { expect, type Page } from '@playwright/test';
import { goToPlace, untilHandedOver, untilSent } from './outbox-page.ts';
import { test } from './signed-in-product.ts';
import { paste } from './transfer.ts';
import { settingLine } from './visit-settings.ts';

const to = (page: Page) => page.getByRole('combobox', { name: 'To', exact: true });
const tokens = (page: Page) => page.getByRole('grid', { name: 'To, recipients' }).getByRole('row');
const option = (page: Page, name: RegExp) => page.getByRole('option', { name });

async function openNew(page: Page): Promise<void> {
  await goToPlace(page, 'Write');
  await page.getByRole('textbox', { name: 'Message text' }).waitFor();
  await page.keyboard.press('Control+n');
  await expect(tokens(page)).toHaveCount(0);
  await expect(to(page)).toBeFocused();
}

test('C3 C4 C5 C6: recipients are pasted, called out, suggested, expanded, and refused where only inside is allowed', async ({
  page,
}) => {
  await openNew(page);
  await paste(page, { text: 'Doe, Jane <jane@partner.example>; finance@sandbox.example; JANE@partner.example' });
  await expect(tokens(page)).toHaveCount(2);
  await expect(
    page.getByRole('row', { name: /Doe, Jane.*outside: partner\.example, first message to it/ }),
  ).toBeVisible();
  await expect(page.getByText(/^Named already, so not added again: jane@partner\.example/)).toBeVisible();
  await expect(page.getByText('New: first message to partner.example.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Subject' }).fill('First contact');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: 'Send anyway' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, 'First contact');
  await untilSent(page);

  await openNew(page);
  await page.keyboard.type('jan');
  await expect(option(page, /Doe, Jane.*once, today/)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(option(page, /Doe, Jane/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Delete');
  await expect(page.getByText('jane@partner.example is not suggested any more.')).toBeVisible();
  await expect(option(page, /Doe, Jane/)).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(page.getByText('jane@partner.example is suggested again.')).toBeVisible();
  await to(page).fill('doe');
  await expect(option(page, /Doe, Jane/)).toBeVisible();
  // What is typed is what is meant, until the arrows lead elsewhere.
  await page.keyboard.press('Escape');
  await expect(option(page, /Doe, Jane/)).toBeHidden();
  await expect(to(page)).toHaveValue('doe');
  await page.keyboard.type(' j');
  await expect(option(page, /Doe, Jane/)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(option(page, /Doe, Jane/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /Doe, Jane.*outside: partner\.example$/ })).toBeVisible();
  await expect(page.getByText(/^New: first message/)).toBeHidden();

  await page.keyboard.type('board@sandbox.example');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /group of 5/ })).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('row', { name: /group of 5/ })).toBeFocused();
  await page.keyboard.press('+');
  await expect(page.getByText(/^Sandbox Board is replaced by its members, 4 of them\./)).toBeVisible();
  await expect(tokens(page)).toHaveCount(5);
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(tokens(page)).toHaveCount(2);

  await goToPlace(page, 'Settings');
  const domains = settingLine(page, 'Internal domains').getByRole('textbox');
  await domains.fill('sandbox.example');
  await domains.press('Enter');
  await settingLine(page, 'Internal-only').getByRole('switch').press('Space');
  await expect(page.getByRole('complementary', { name: 'Internal-only' })).toBeVisible();

  await openNew(page);
  await page.keyboard.type('jane');
  await expect(option(page, /partner\.example is outside/)).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.type('@partner.example');
  await page.keyboard.press('Enter');
  const refusal = page.getByRole('alert').filter({ hasText: 'partner.example is outside.' });
  await expect(refusal).toContainText('MS_INTERNAL_ONLY is set by a choice in the settings.');
  await expect(tokens(page)).toHaveCount(0);
  await to(page).fill('');
  await paste(page, { text: 'jane@partner.example, finance@sandbox.example' });
  await expect(tokens(page)).toHaveCount(1);
  await expect(refusal).toBeVisible();
  await expect(to(page)).toHaveValue('jane@partner.example');
});
