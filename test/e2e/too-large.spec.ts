import { expect } from '@playwright/test';
import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { untilHandedOver, untilSent } from './outbox-page.ts';
import { test } from './signed-in-product.ts';
import { typeLetter } from './write-page.ts';

const sizeBytes = 150_000_001;

// The pace of a mailbox would stretch it over minutes.
test.use({ settings: { MS_LIMIT_UPLOAD_BYTES_PER_5MIN: '400000000' } });

test('U1 U7 US6: a file over the limit is refused where it is chosen, before a byte of it moves, and goes as a link by one key', async ({
  page,
  product,
  tenant,
}) => {
  const path = join(product.dataDir, 'archive.tar');
  const descriptor = openSync(path, 'w');
  ftruncateSync(descriptor, sizeBytes);
  closeSync(descriptor);
  await tenant.switch({ limitUploadBytesPer5Min: 0, driveStatus: 403 });
  await typeLetter(page, { to: ['archive@sandbox.example'], subject: 'All of it', text: 'In one file.' });
  const moved: string[] = [];
  page.on('request', (request) => void (request.method() === 'PUT' && moved.push(request.url())));
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+Shift+a');
  await (await chooser).setFiles(path);

  const refused = page.getByRole('listitem').filter({ hasText: 'archive.tar' });
  await expect(refused.getByRole('alert')).toContainText('over 150 MB, the most that a mail takes.');
  await expect(refused.getByRole('button', { name: 'Dismiss archive.tar' })).toBeVisible();
  await expectNoBarrierInAnyLook(page, 'Write, too large');
  await page.keyboard.press('Control+Shift+l');
  await expect(refused.getByRole('alert')).toContainText('This account has no OneDrive that Mailroom may use');
  expect([moved, await tenant.chunks()]).toEqual([[], []]);

  await tenant.switch({ driveStatus: 200 });
  await page.keyboard.press('Control+Shift+l');
  const row = page.getByRole('row', { name: 'archive.tar' });
  // Copied, hashed and put into the drive.
  await expect(row).toContainText('Link ready for sandbox.example', { timeout: 200_000 });
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, 'All of it');
  await untilSent(page);
  expect(await tenant.drive('sender@sandbox.example')).toMatchObject([{ name: 'archive.tar', sizeBytes }]);
  expect((await tenant.truth()).delivered.map(({ attachments }) => attachments)).toEqual([[]]);
});
