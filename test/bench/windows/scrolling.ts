import { expect, type Page } from '@playwright/test';
import { traceTasks, type Tasks } from './trace-tasks.ts';

const WHEEL_TURNS = 120;
const JUMPS = 40;
const PAGES = 20;
const list = `document.querySelector('.outbox-rows')`;

/** Opens the Outbox until every row is in its list. */
export async function traceOpening(page: Page, rowCount: number): Promise<Tasks> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Outbox' }).click();
  return traceTasks(page, 'opening', async () => {
    await page.reload();
    await page.getByText(`Delivery ${String(rowCount - 1)} of`).waitFor();
    await expect.poll(() => page.evaluate(`${list}.scrollHeight`), { timeout: 30_000 }).toBeGreaterThan(rowCount * 40);
  });
}

/** Scrolls by wheel, by jumps over the whole length of the list, and by keys. */
export async function traceScrolling(page: Page): Promise<Tasks> {
  await page.evaluate(`${list}.scrollTop = 0`);
  return traceTasks(page, 'scrolling', async () => {
    await page.getByRole('grid', { name: 'Messages' }).hover();
    for (let turn = 0; turn < WHEEL_TURNS; turn += 1) {
      await page.mouse.wheel(0, 900);
      await page.waitForTimeout(8);
    }
    for (let jump = 0; jump <= JUMPS; jump += 1) {
      await page.evaluate(`${list}.scrollTop = ${list}.scrollHeight * ${String(jump / JUMPS)}`);
      await page.waitForTimeout(30);
    }
    await page.locator('.outbox-row').last().click();
    for (let press = 0; press < PAGES; press += 1) await page.keyboard.press('PageUp', { delay: 10 });
    await page.keyboard.press('Home');
    await page.waitForTimeout(200);
  });
}
