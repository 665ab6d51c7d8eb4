import { expect } from '@playwright/test';
import { collector, filesField, filesGrid, followInbox, untilAllStored, untilListed } from './files-page.ts';
import { test } from './separate-tenant.ts';
import { writePolicy } from './visit-settings.ts';

test('I10: without room on the disk collecting waits, says so, and goes on by itself with nothing missing', async ({
  page,
  product,
  tenant,
}) => {
  const startAgain = async (policy: object): Promise<void> => {
    await product.kill();
    writePolicy(product, policy);
    await product.start();
  };
  await startAgain({ MAILROOM_DISK_FLOOR_BYTES: 1e15 });
  await page.goto(product.launchUrl);
  await followInbox(page, 'Everything');
  const files = (await tenant.control.received(collector))
    .flatMap(({ attachments }) => attachments)
    .filter(({ isInline }) => !isInline);
  await expect(page.getByText(/^The disk has .* free\. \d+ files? waits? and continues? by/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'files wait: the disk is full' })).toBeVisible();
  await untilListed(page, `${files.length} files`);
  await expect(filesGrid(page).locator('[data-state="stored"]')).toHaveCount(0);

  await startAgain({});
  await expect(page.getByRole('button', { name: /looked for files/ })).toBeVisible();
  await expect(page.getByText(/^The disk has/)).toHaveCount(0);
  await untilAllStored(page);
  await filesField(page).fill('state:stored');
  await untilListed(page, `${files.filter(({ kind }) => kind !== 'reference').length} files`);
});
