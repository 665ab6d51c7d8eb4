import { expect } from '@playwright/test';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { confirmedBytes, untilHandedOver, untilSent, verdict } from './outbox-page.ts';
import { writeSampleFile } from './sample-files.ts';
import { test } from './separate-tenant.ts';
import { attachFiles, typeLetter } from './write-page.ts';

const chunkBytes = 3_932_160;
const letter = { to: ['design@sandbox.example'], subject: 'Point cloud', text: 'The hall as it is.' };

test('S9 U3: without a network an upload waits without alarm, and goes on by itself where it was', async ({
  page,
  product,
  tenant,
}) => {
  const file = writeSampleFile(product.dataDir, 'point-cloud.las', 30_000_000);
  await page.goto(product.launchUrl);
  await tenant.control.slowChunks(300);
  await typeLetter(page, letter);
  await attachFiles(page, [file]);
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, letter.subject);
  await expect.poll(() => confirmedBytes(page, [file.sizeBytes])).toBeGreaterThan(2 * chunkBytes);

  await tenant.cut();
  await expect(verdict(page)).toHaveText(
    /^Microsoft 365 could not be reached .* Nothing is lost\. Continues by itself/,
  );
  await expect(page.getByRole('row', { name: letter.subject })).toContainText('Waiting');
  const status = page.getByRole('contentinfo', { name: 'Status' });
  await expect(status.getByRole('button', { name: 'offline' })).toBeVisible();
  await expect(page.locator('[data-tone="brick"]')).toHaveCount(0);
  await expectNoBarrierInAnyLook(page, 'Outbox, offline');
  const before = await confirmedBytes(page, [file.sizeBytes]);
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Write' }).click();
  await typeLetter(page, { ...letter, subject: 'Written meanwhile' });
  await expect(page.getByText(/^Draft saved on this computer/)).toBeVisible();

  await tenant.restore();
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Outbox' }).click();
  await page.getByRole('row', { name: letter.subject }).click();
  await expect(status.getByRole('button', { name: 'online' })).toBeVisible();
  expect(await confirmedBytes(page, [file.sizeBytes])).toBeGreaterThanOrEqual(before);
  await untilSent(page);
  await expect.poll(async () => (await tenant.control.truth()).pending).toBe(0);
  const { delivered } = await tenant.control.truth();
  expect(delivered.flatMap(({ attachments }) => attachments.map(({ sha256 }) => sha256))).toEqual([file.sha256]);
});
