import { type FrameLocator, type Locator, type Page } from '@playwright/test';

/** Follows the inbox from its beginning and waits for its files. */
export async function collectFiles(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Files' }).click();
  await page.getByText('Everything').first().click();
  await page.getByRole('button', { name: 'Collect files of Inbox' }).click();
  await page.getByRole('row', { name: /figures\.csv/ }).waitFor();
}

export function rowOf(page: Page, name: string): Locator {
  return page.getByRole('row', { name: name }).first();
}

/** Selects a file and presses Space. */
export async function previewFile(page: Page, name: string): Promise<void> {
  await rowOf(page, name).click();
  await page.keyboard.press('Space');
  await page.getByRole('dialog').waitFor();
}

export function previewFrame(page: Page): FrameLocator {
  return page.getByRole('dialog').frameLocator('iframe');
}
