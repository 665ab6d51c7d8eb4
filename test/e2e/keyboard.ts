import { expect, type Locator, type Page } from '@playwright/test';
import { pickAccount } from './product.ts';
import type { SampleFile } from './sample-files.ts';
import { untilAttached } from './write-page.ts';

/** Gives the origin of the tenant. */
export async function signInByKeyboard(page: Page): Promise<string> {
  await expect(page.getByRole('button', { name: 'Sign in to the sandbox tenant' })).toBeFocused();
  const [picker] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')]);
  return pickAccount(picker);
}

/** Tab, as often as it takes; a person would give up after twenty. */
export async function tabTo(page: Page, goal: Locator): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await goal.and(page.locator(':focus')).count()) === 1) return;
  }
  throw new Error(`Tab does not lead to ${String(goal)}.`);
}

/** From the first field, where the cursor is. */
export async function writeByKeyboard(page: Page, subject: string, files: readonly SampleFile[]): Promise<void> {
  await expect(page.getByRole('combobox', { name: 'To', exact: true })).toBeFocused();
  await page.keyboard.type('finance@sandbox.example');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: 'Subject', exact: true }));
  await page.keyboard.type(subject);
  await tabTo(page, page.getByRole('textbox', { name: 'Message text' }));
  await page.keyboard.type('The plans, as agreed.');
  if (files.length === 0) return;
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+Shift+a');
  await (await chooser).setFiles(files.map(({ path }) => path));
  await untilAttached(page, files);
}

/** The region in which the focus is. */
export async function focusedRegion(page: Page): Promise<unknown> {
  return page.evaluate("document.activeElement?.closest('[data-region]')?.dataset.region ?? null");
}

export async function doInPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('searchbox', { name: 'What to do or find' })).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Palette' })).toBeHidden();
}

/** Long enough for whatever a slow machine does in between. */
export async function holdLongByKeyboard(page: Page): Promise<void> {
  await doInPalette(page, 'settings');
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('searchbox', { name: 'Search settings' })).toBeFocused();
  await tabTo(page, page.getByRole('textbox', { name: 'Time for Undo' }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('120');
  await page.keyboard.press('Enter');
}
