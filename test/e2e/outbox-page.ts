import { expect, type Locator, type Page } from '@playwright/test';

/** What the open message says of itself, in one sentence or two. */
export function verdict(page: Page): Locator {
  return page.getByRole('article').locator('.detail-verdict');
}

/** Waits until the open message says itself, by its verdict, that it lies in Sent Items. */
export async function untilSent(page: Page): Promise<void> {
  await expect(verdict(page)).toHaveText('It is in Sent Items: it left, once.', { timeout: 60_000 });
}

/** The first of everything that `untilSent` waits for: the message, handed over, is open in the Outbox. */
export async function untilHandedOver(page: Page, subject: string): Promise<void> {
  await expect(page.getByRole('article').getByRole('heading', { name: subject })).toBeVisible();
}

export async function goToPlace(page: Page, place: 'Write' | 'Outbox' | 'Files' | 'Settings'): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: place }).click();
}

/** What the page itself says is confirmed of the open message, in bytes of files of these sizes. */
export async function confirmedBytes(page: Page, sizesBytes: readonly number[]): Promise<number> {
  const bars = await page.getByRole('table', { name: 'Files' }).getByRole('progressbar').all();
  const shares = await Promise.all(bars.map(async (bar) => Number(await bar.getAttribute('aria-valuenow'))));
  return shares
    .slice(-sizesBytes.length)
    .reduce((sum, share, index) => sum + (share * (sizesBytes[index] ?? 0)) / 100, 0);
}

/** Sets the time for Undo as a person does. */
export async function setHold(page: Page, seconds: number): Promise<void> {
  await goToPlace(page, 'Settings');
  const field = page.getByRole('textbox', { name: 'Time for Undo' });
  await field.fill(String(seconds));
  await field.press('Enter');
}
