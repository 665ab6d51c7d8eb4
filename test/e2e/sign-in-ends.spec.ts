import { expect } from '@playwright/test';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { confirmedBytes, untilHandedOver, untilSent, verdict } from './outbox-page.ts';
import { signIn } from './product.ts';
import { writeSampleFile } from './sample-files.ts';
import { test } from './signed-in-product.ts';
import { attachFiles, openSandboxPanel, typeLetter } from './write-page.ts';

test('U1 S3: a sign-in that ends in the middle of an upload loses nothing; after the next one it goes on', async ({
  page,
  product,
  tenant,
}) => {
  const file = writeSampleFile(product.dataDir, 'minutes.mp4', 25_000_000);
  const letter = { to: ['legal@sandbox.example'], subject: 'Recording', text: 'The whole meeting.' };
  await tenant.slowChunks(300);
  await typeLetter(page, letter);
  await attachFiles(page, [file]);
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, letter.subject);
  await expect.poll(() => confirmedBytes(page, [file.sizeBytes])).toBeGreaterThan(4_000_000);

  await openSandboxPanel(page);
  await page.getByRole('button', { name: 'Cause: End the sign-in' }).click();
  await page.getByRole('button', { name: 'Close the sandbox panel' }).click();
  await expect(verdict(page)).toContainText('Drafts and uploads wait.');
  await expect(page.getByRole('button', { name: /needs you to sign in/ })).toBeVisible();
  await expectNoBarrierInAnyLook(page, 'Outbox, signed out');
  await tenant.clearFaults();

  await page.getByRole('article').getByRole('button', { name: 'Sign in' }).click();
  await signIn(page, product);
  // Back to the message from which somebody was asked.
  await untilHandedOver(page, letter.subject);
  await untilSent(page);
  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  const { delivered } = await tenant.truth();
  expect(delivered.flatMap(({ attachments }) => attachments.map(({ sha256 }) => sha256))).toEqual([file.sha256]);
});
