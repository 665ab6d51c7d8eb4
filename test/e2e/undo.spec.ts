import { expect } from '@playwright/test';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { goToPlace, setHold, untilHandedOver, untilSent, verdict } from './outbox-page.ts';
import { writeSampleFile } from './sample-files.ts';
import { test } from './signed-in-product.ts';
import { attachFiles, typeLetter } from './write-page.ts';

const letter = { to: ['finance@sandbox.example'], subject: 'Offer for the hall', text: 'It costs 18,000.' };

test('C10 A5: a held message outlives a SIGKILL, is undone, changed and sent, and only the changed one arrives', async ({
  page,
  product,
  tenant,
}) => {
  const file = writeSampleFile(product.dataDir, 'offer.pdf', 5_000_000);
  await setHold(page, 120);
  await goToPlace(page, 'Write');
  await typeLetter(page, letter);
  await attachFiles(page, [file]);
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, letter.subject);
  await expect(verdict(page)).toContainText('Undo makes it a draft again');
  await expectNoBarrierInAnyLook(page, 'Outbox, held');

  await product.kill();
  await product.start();
  await expect(page.getByRole('complementary', { name: 'Connection' })).toBeHidden();
  await expect(verdict(page)).toHaveText(/^Leaves in [01]:\d\d\. Undo makes it a draft again\.$/);

  await page.keyboard.press('Control+Shift+u');
  const text = page.getByRole('textbox', { name: 'Message text' });
  await expect(text).toContainText(letter.text);
  await expect(page.getByRole('grid', { name: 'Attached files' }).getByRole('row', { name: file.name })).toBeVisible();
  await setHold(page, 0);
  await goToPlace(page, 'Write');
  await text.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' No: 17,500.');
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, letter.subject);
  await untilSent(page);

  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  const { delivered } = await tenant.truth();
  expect(delivered.map(({ subject, attachments }) => [subject, attachments.map(({ sha256 }) => sha256)])).toEqual([
    [letter.subject, [file.sha256]],
  ]);
  expect(tenant.bodies()).toEqual([expect.stringContaining('It costs 18,000. No: 17,500.')]);
});
