import type { Page } from '@playwright/test';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { untilSent } from './outbox-page.ts';
import { signIn, test, type Product } from './product.ts';
import { writeSampleFile } from './sample-files.ts';
import { attachFiles, insertPicture, openSandboxPanel, typeLetter } from './write-page.ts';

const letter = { to: ['finance@sandbox.example'], subject: 'Plans', text: 'The plans, as agreed.' };

/** The time for Undo is not what is looked at here. */
const withoutHold = `localStorage['mailroom.preferences'] ??= '{"state":{"holdMs":0},"version":0}'`;

test('S8: no screen has a barrier that axe finds, in light, in dark and in forced colours', async ({
  page,
  product,
}) => {
  await page.addInitScript(withoutHold);
  await page.goto(product.launchUrl);
  await page.getByRole('button', { name: 'Sign in to the sandbox tenant' }).waitFor();
  await expectNoBarrierInAnyLook(page, 'Sign-in');
  const tenant = await signIn(page, product);

  await page.getByRole('textbox', { name: 'Message text' }).waitFor();
  await expectNoBarrierInAnyLook(page, 'Write, empty');
  await fillLetter(page, product);
  await expectNoBarrierInAnyLook(page, 'Write, full');
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await expectNoBarrierInAnyLook(page, 'Settings');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Palette' }).waitFor();
  await expectNoBarrierInAnyLook(page, 'Palette');
  await page.keyboard.press('Escape');
  await openSandboxPanel(page);
  await expectNoBarrierInAnyLook(page, 'Sandbox panel');
  await page.getByRole('button', { name: 'Close the sandbox panel' }).click();

  await tenant.slowChunks(1000);
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Write' }).click();
  await attachFiles(page, [writeSampleFile(product.dataDir, 'survey.tif', 12_000_000)]);
  await page.getByRole('button', { name: /^Send/ }).click();
  await page.getByRole('heading', { name: letter.subject }).waitFor();
  await expectNoBarrierInAnyLook(page, 'Outbox, moving');
  await tenant.clearFaults();
  await untilSent(page);
  await expectNoBarrierInAnyLook(page, 'Outbox, sent');
});

async function fillLetter(page: Page, product: Product): Promise<void> {
  await typeLetter(page, letter);
  await insertPicture(page);
  await attachFiles(page, [writeSampleFile(product.dataDir, 'plans.zip', 400_000)]);
}
