import { expect, type Locator, type Page } from '@playwright/test';
import { goToPlace } from './outbox-page.ts';

export const collector = 'sender@sandbox.example';

/** Follows the Inbox of the first use, from when on as the choice beginning with `scope` says. */
export async function followInbox(page: Page, scope: 'Everything' | 'Only what comes'): Promise<void> {
  await goToPlace(page, 'Files');
  await page.locator('.follow-scope').filter({ hasText: scope }).click();
  await page.getByRole('button', { name: 'Collect files of Inbox' }).click();
}

export function filesGrid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Files' });
}

/** The line of the file with this name. */
export function fileLine(page: Page, name: string): Locator {
  return filesGrid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name, exact: true }) });
}

export function filesField(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Find files' });
}

/** Waits until the list says that there are so many files. */
export async function untilListed(page: Page, words: string | RegExp): Promise<void> {
  await expect(page.locator('.files-count')).toHaveText(words);
}

export async function untilAllStored(page: Page): Promise<void> {
  await expect(filesGrid(page).locator('[data-state="queued"], [data-state="downloading"]')).toHaveCount(0);
}

/** Names from the top, as they are listed. */
export async function listedNames(page: Page): Promise<readonly string[]> {
  return filesGrid(page).locator('.files-line .files-cell-name .visually-hidden').allTextContents();
}
