import { expect } from '@playwright/test';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { goToPlace, untilHandedOver, verdict } from './outbox-page.ts';
import { test } from './signed-in-product.ts';
import { attachFiles, typeLetter } from './write-page.ts';
import { writeSampleFile } from './sample-files.ts';

test.use({ settings: { MS_BOUNCE_LOOK_MS: '100' } });

/** A browser that shows notifications to somebody who looks elsewhere, once it was asked. */
const noticesDouble = `
  window.told = [];
  document.hasFocus = () => false;
  window.Notification = class extends EventTarget {
    static permission = 'default';
    static async requestPermission() { return (this.permission = 'granted'); }
    constructor(title, { body }) { super(); window.told.push(title + ': ' + body); }
    close() {}
  };`;

test('C12 S7: a mail that one of two returned is Bounced, and goes again with its file to that one alone', async ({
  page,
  product,
  tenant,
}) => {
  const letter = { to: ['finance@sandbox.example', 'design@sandbox.example'], subject: 'Plans', text: 'As agreed.' };
  const file = { ...writeSampleFile(product.dataDir, 'plans.bin', 40_000), name: 'plans.bin' };
  await page.addInitScript(noticesDouble);
  await page.reload();
  await tenant.switch({ reportCodes: { 'design@sandbox.example': '5.2.2' } });
  await goToPlace(page, 'Settings');
  await page.getByRole('switch', { name: /^Notifications of this browser/ }).press('Space');
  await expect(page.getByRole('switch', { name: /^Notifications of this browser/ })).toBeChecked();
  await goToPlace(page, 'Write');
  await typeLetter(page, letter);
  await attachFiles(page, [file]);
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, letter.subject);

  await expect(verdict(page)).toHaveText(
    'sandbox.example returned it: the mailbox is full. For the other recipient it did not come back.',
  );
  await expect(
    page.getByRole('rowgroup', { name: 'Bounced' }).getByRole('row', { name: letter.subject }),
  ).toBeVisible();
  await expect.poll(() => page.evaluate('told')).toEqual(['Bounced: Plans. The mailbox is full (5.2.2)']);
  const line = page.getByRole('list', { name: 'What came back' }).getByRole('listitem');
  await expect(line).toContainText('design@sandbox.example');
  await expect(line).toContainText('5.2.2: the mailbox is full');
  await expectNoBarrierInAnyLook(page, 'Outbox, bounced');

  await page.getByRole('button', { name: 'Edit and resend to design@sandbox.example' }).click();
  const recipients = page.getByRole('grid', { name: 'To, recipients' });
  await expect(recipients.getByRole('row')).toHaveCount(1);
  await expect(recipients).toContainText('design@sandbox.example');
  await expect(page.getByRole('grid', { name: 'Attached files' }).getByRole('row', { name: file.name })).toBeVisible();
  await tenant.switch({ reportCodes: {} });
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, letter.subject);
  await expect(page.getByText('Made of a message that came back.')).toBeVisible();
  await expect
    .poll(async () => (await tenant.truth()).delivered.map(({ recipients: all }) => all.map(({ address }) => address)))
    .toEqual([letter.to, ['design@sandbox.example']]);
  await expect(page.getByRole('rowgroup', { name: 'Bounced' })).toHaveCount(0);
});
