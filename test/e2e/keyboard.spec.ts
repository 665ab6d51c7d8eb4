import { expect } from '@playwright/test';
import {
  doInPalette,
  focusedRegion,
  holdLongByKeyboard,
  signInByKeyboard,
  tabTo,
  writeByKeyboard,
} from './keyboard.ts';
import { untilHandedOver, untilSent, verdict } from './outbox-page.ts';
import { test } from './product.ts';
import { sandboxTenant } from './sandbox-tenant.ts';
import { writeSampleFile } from './sample-files.ts';

test('A1 C12 S5: a mail with a file is written and sent by keyboard alone', async ({ page, product }) => {
  const file = writeSampleFile(product.dataDir, 'plans.zip', 5_000_000);
  await page.goto(product.launchUrl);
  const tenant = sandboxTenant(await signInByKeyboard(page), product.dataDir);
  await writeByKeyboard(page, 'Plans by keyboard', [file]);
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, 'Plans by keyboard');
  await untilSent(page);
  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  const { delivered } = await tenant.truth();
  expect(delivered.map(({ subject, attachments }) => [subject, attachments.map(({ sha256 }) => sha256)])).toEqual([
    ['Plans by keyboard', [file.sha256]],
  ]);
});

test('A1 C10 S5: regions, palette, settings, Undo, transfers and the Outbox answer to the keyboard alone', async ({
  page,
  product,
}) => {
  const file = writeSampleFile(product.dataDir, 'plans.zip', 20_000_000);
  await page.goto(product.launchUrl);
  const tenant = sandboxTenant(await signInByKeyboard(page), product.dataDir);
  await expect(page.getByRole('combobox', { name: 'To', exact: true })).toBeFocused();

  await holdLongByKeyboard(page);
  await page.keyboard.press('Control+n');
  await writeByKeyboard(page, 'Held by keyboard', []);
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, 'Held by keyboard');
  await expect(verdict(page)).toContainText('Undo makes it a draft again');
  await page.keyboard.press('F6');
  const first = await focusedRegion(page);
  const seen = [first];
  for (let presses = 0; presses < 4; presses += 1) {
    await page.keyboard.press('F6');
    seen.push(await focusedRegion(page));
  }
  expect(new Set(seen)).toEqual(new Set(['rail', 'list', 'detail', 'status']));
  expect(seen[4]).toBe(first);
  await page.keyboard.press('Shift+F6');
  expect(await focusedRegion(page)).toBe(seen[3]);

  await page.keyboard.press('Control+Shift+u');
  await expect(page.getByRole('textbox', { name: 'Subject', exact: true })).toHaveValue('Held by keyboard');
  await doInPalette(page, 'new message');
  await tenant.slowChunks(400);
  await writeByKeyboard(page, 'Plans by keyboard', [file]);
  await page.keyboard.press('Control+2');
  await page.keyboard.press('Control+j');
  await expect(page.getByRole('region', { name: 'Transfers' })).toContainText(file.name);
  await page.keyboard.press('Control+j');
  await expect(page.getByRole('region', { name: 'Transfers' })).toBeHidden();

  // Of the two drafts the newer is on top; arrows open one, then the other.
  const list = page.getByRole('grid', { name: 'Messages' });
  await page.keyboard.press('Control+f');
  await tabTo(page, list.getByRole('row', { name: /by keyboard/ }));
  await page.keyboard.press('Home');
  await expect(verdict(page)).toContainText('Not sent.');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(list.locator(':focus')).toContainText('Plans by keyboard');
  await expect(list.locator(':focus')).toHaveAttribute('aria-selected', 'true');
  await tabTo(page, page.getByRole('article').getByRole('button', { name: 'Open' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Subject', exact: true })).toHaveValue('Plans by keyboard');
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, 'Plans by keyboard');

  await page.keyboard.press('Control+.');
  await expect(verdict(page)).toContainText('Paused by you.');
  await page.keyboard.press('F6');
  while ((await focusedRegion(page)) !== 'detail') await page.keyboard.press('F6');
  await tabTo(page, page.getByRole('button', { name: 'Cancel…' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Keep it' })).toBeFocused();
  await page.keyboard.press('Escape');
  // What was opened gives the focus back to what opened it.
  await expect(page.getByRole('button', { name: 'Cancel…' })).toBeFocused();
  await page.keyboard.press('Control+.');
  await expect(verdict(page)).not.toContainText('Paused by you.');
  await tenant.clearFaults();
  await expect(verdict(page)).toContainText('Undo makes it a draft again');
  await page.keyboard.press('Control+Shift+u');
  await expect(page.getByRole('textbox', { name: 'Subject', exact: true })).toHaveValue('Plans by keyboard');
});
