import { expect } from '@playwright/test';
import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { signIn, test } from './product.ts';
import { typeLetter } from './write-page.ts';

test('U1 US6: a file over the limit is refused where it is chosen, before a byte of it moves', async ({
  page,
  product,
}) => {
  const path = join(product.dataDir, 'archive.tar');
  const descriptor = openSync(path, 'w');
  ftruncateSync(descriptor, 150_000_001);
  closeSync(descriptor);
  await page.goto(product.launchUrl);
  const tenant = await signIn(page, product);
  await typeLetter(page, { to: ['archive@sandbox.example'], subject: 'All of it', text: 'In one file.' });
  const moved: string[] = [];
  page.on('request', (request) => void (request.method() === 'PUT' && moved.push(request.url())));
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+Shift+a');
  await (await chooser).setFiles(path);

  const refused = page.getByRole('listitem').filter({ has: page.getByText('Nothing of it was kept.') });
  await expect(refused.getByRole('button', { name: 'Dismiss archive.tar' })).toBeVisible();
  await expectNoBarrierInAnyLook(page, 'Write, too large');
  expect([moved, await tenant.chunks()]).toEqual([[], []]);
});
