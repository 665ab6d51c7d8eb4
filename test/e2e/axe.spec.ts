import { expect, type Page } from '@playwright/test';
import { expectNoBarrierInAnyLook, findBarriers } from './expect-no-barrier.ts';
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

test('S8: axe finds what is planted, also in a frame', async ({ page }) => {
  const planted = '<p style="color: #999; background: #fff">Faint</p><button></button>';
  const both = [expect.stringMatching(/^button-name:/), expect.stringMatching(/^color-contrast:/)];
  await page.setContent(pageWith(planted));
  expect(await findBarriers(page)).toEqual(both);
  expect(await findBarriers(page, { runOnly: ['color-contrast'] })).toEqual(both.slice(1));
  await page.setContent(pageWith(`<iframe title="Frame" srcdoc='<html lang="en">${planted}</html>'></iframe>`));
  await page.frameLocator('iframe').getByText('Faint').waitFor();
  expect(await findBarriers(page)).toEqual(expect.arrayContaining(both));
});

function pageWith(body: string): string {
  return `<html lang="en"><title>Planted</title><main><h1>Planted</h1>${body}</main></html>`;
}

async function fillLetter(page: Page, product: Product): Promise<void> {
  await typeLetter(page, letter);
  await insertPicture(page);
  await attachFiles(page, [writeSampleFile(product.dataDir, 'plans.zip', 400_000)]);
}
