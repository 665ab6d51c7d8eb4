import { expect } from '@playwright/test';
import { seedOutbox } from '../bench/windows/seed-outbox.ts';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { goToPlace } from './outbox-page.ts';
import { test } from './signed-in-product.ts';

const ROWS = 2_000;

test('A1: of a long outbox only what is seen is drawn, and every row is counted, named and reached by key', async ({
  page,
  product,
}) => {
  await product.kill();
  seedOutbox(product.dataDir, ROWS);
  await product.start();
  await goToPlace(page, 'Outbox');
  const grid = page.getByRole('grid', { name: 'Messages' });
  await expect(grid.getByRole('row', { name: `Delivery ${String(ROWS - 1)} ` })).toBeVisible();
  const countRows = async (): Promise<number> => Number(await grid.getAttribute('aria-rowcount'));
  await expect.poll(countRows).toBeGreaterThan(ROWS);
  const rowCount = await countRows();
  expect(await grid.getByRole('row').count()).toBeLessThan(60);
  await expectNoBarrierInAnyLook(page, 'Outbox, long');

  await grid.getByRole('row').nth(1).click();
  await page.keyboard.press('End');
  const focused = grid.locator(':focus');
  await expect(focused).toHaveAttribute('aria-rowindex', String(rowCount));
  await expect(focused).toContainText('Delivery 0 ');
  await expect(page.getByRole('article').getByRole('heading', { level: 2 })).toContainText('Delivery 0 ');
  expect(await grid.getByRole('row').count()).toBeLessThan(60);
  await page.keyboard.press('PageUp');
  expect(Number(await focused.getAttribute('aria-rowindex'))).toBeLessThan(rowCount - 5);
  await page.keyboard.press('Home');
  await expect(focused).toHaveAttribute('aria-rowindex', '2');
  // The wheel may take the row with the focus out of sight, but not the focus from it.
  await grid.hover();
  await page.mouse.wheel(0, 20_000);
  await expect(focused).not.toBeInViewport();
  await expect(focused).toHaveAttribute('aria-rowindex', '2');
  await page.keyboard.press('ArrowDown');
  await expect(focused).toBeInViewport();

  await page.keyboard.press('Control+f');
  await page.keyboard.type('Delivery 1234 ');
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  await expect(grid.getByRole('row', { name: 'Delivery 1234 ' })).toBeVisible();
});
