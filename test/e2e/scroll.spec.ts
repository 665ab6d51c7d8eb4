import { expect, type Locator } from '@playwright/test';
import { seedOutbox } from '../bench/windows/seed-outbox.ts';
import { goToPlace } from './outbox-page.ts';
import { test } from './signed-in-product.ts';

const ROWS = 300;

test('S10: a list stands where it stood, after another screen, a reload and a restart', async ({ page, product }) => {
  await product.kill();
  seedOutbox(product.dataDir, ROWS);
  await product.start();
  await expect(page.getByRole('complementary', { name: 'Connection' })).toBeHidden();
  await goToPlace(page, 'Outbox');
  const list = page.getByRole('grid', { name: 'Messages' });
  const row = list.getByRole('row', { name: /^Delivery 150 / });
  await expect.poll(async () => Number(await list.getAttribute('aria-rowcount'))).toBeGreaterThan(ROWS);
  await list.hover();
  await scrollTo(list, row, () => page.mouse.wheel(0, 2_000));
  await row.click();
  await expect(row).toHaveAttribute('aria-selected', 'true');

  await goToPlace(page, 'Settings');
  const keyboard = page.getByRole('heading', { name: 'Keyboard' });
  await page.getByRole('heading', { name: 'Sending' }).hover();
  await scrollTo(page.locator('main'), keyboard, () => page.mouse.wheel(0, 800));
  await goToPlace(page, 'Outbox');
  await expect(row).toBeInViewport();
  await goToPlace(page, 'Settings');
  await expect(keyboard).toBeInViewport();
  await goToPlace(page, 'Outbox');
  await page.reload();
  await expect(row).toBeInViewport();
  await product.kill();
  await product.start();
  await page.reload();
  await expect(row).toBeInViewport();
});

/** As far as it takes, and until it has come to rest. */
async function scrollTo(within: Locator, goal: Locator, wheel: () => Promise<void>): Promise<void> {
  await expect(within).toBeVisible();
  await expect
    .poll(async () => {
      if ((await goal.count()) > 0 && (await goal.first().isVisible()) && (await isInView(goal))) return true;
      await wheel();
      return false;
    })
    .toBe(true);
}

async function isInView(goal: Locator): Promise<boolean> {
  const box = await goal.boundingBox();
  return box !== null && box.y > 80 && box.y < 700;
}
