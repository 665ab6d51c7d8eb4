import { expect, type Page } from '@playwright/test';
import { traceTasks, type Tasks } from './trace-tasks.ts';

const WHEEL_TURNS = 120;
const JUMPS = 40;
const list = `document.querySelector('.outbox-rows')`;

export interface ScrollingTasks {
  /** From the reload until the list stands. */
  readonly opening: Tasks;
  readonly scrolling: Tasks;
}

/** Opens the Outbox with all its rows, then scrolls by wheel, by jumps over its whole length, and by keys. */
export async function traceScrolling(page: Page, rowCount: number): Promise<ScrollingTasks> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Outbox' }).click();
  const grid = page.getByRole('grid', { name: 'Messages' });
  const opening = await traceTasks(page, 'opening', async () => {
    await page.reload();
    await page.getByText(new RegExp(`Delivery ${String(rowCount - 1)} of`)).waitFor();
    // Until the last row was taken in as well: the list is as long as it gets.
    await expect.poll(() => page.evaluate(`${list}.scrollHeight`), { timeout: 30_000 }).toBeGreaterThan(rowCount * 40);
  });
  const scrolling = await traceTasks(page, 'scrolling', async () => {
    await grid.hover();
    for (let turn = 0; turn < WHEEL_TURNS; turn += 1) {
      await page.mouse.wheel(0, 900);
      await page.waitForTimeout(8);
    }
    for (let jump = 0; jump <= JUMPS; jump += 1) {
      await page.evaluate(`${list}.scrollTop = ${list}.scrollHeight * ${String(jump / JUMPS)}`);
      await page.waitForTimeout(30);
    }
    await page.locator('.outbox-row').last().click();
    for (let press = 0; press < 20; press += 1) await page.keyboard.press('PageUp', { delay: 10 });
    await page.keyboard.press('Home');
    await page.waitForTimeout(200);
  });
  return { opening, scrolling };
}
