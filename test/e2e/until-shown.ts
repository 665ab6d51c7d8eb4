import { expect, type Page } from '@playwright/test';

/**
 * Until every layer that is open can be seen. React Aria keeps one transparent for up to 600 ms after it opened with the
 * focus in a field, in case an on-screen keyboard comes; whatever is asked of the page in that time, it answers as if
 * there were no dialog.
 */
export async function untilShown(page: Page): Promise<void> {
  const hidden =
    "[...document.querySelectorAll('.veil, .popover')].filter((layer) => getComputedStyle(layer).opacity === '0').length";
  await expect.poll(() => page.evaluate(hidden)).toBe(0);
}
