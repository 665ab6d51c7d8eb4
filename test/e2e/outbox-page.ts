import { expect, type Page } from '@playwright/test';

/** Waits until the open message says itself, by its verdict, that it lies in Sent Items. */
export async function untilSent(page: Page): Promise<void> {
  const verdict = page.getByRole('article').locator('.detail-verdict');
  await expect(verdict).toHaveText('It is in Sent Items: it left, once.', { timeout: 30_000 });
}
