import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { focusedRegion, holdLongByKeyboard, signInByKeyboard, tabTo } from './keyboard.ts';
import { untilSent, verdict } from './outbox-page.ts';
import { test } from './product.ts';
import { sandboxTenant } from './sandbox-tenant.ts';
import { writeSampleFile } from './sample-files.ts';
import { paste } from './transfer.ts';
import { untilAttached } from './write-page.ts';

const wordDocument = readFileSync(
  join(import.meta.dirname, '..', 'renderer', 'write', 'fixtures', 'word-document.html'),
  'utf8',
);
const subject = 'For review';
const edited = 'For review, edited';

test('C1 C3 C6 C7 C8 C10 C11 U7 A1: a letter from Word, three recipients, a file too large for one, as a link, held, undone, edited, scheduled, cancelled and sent, by keyboard alone', async ({
  page,
  product,
}) => {
  await page.goto(product.launchUrl);
  const tenant = sandboxTenant(await signInByKeyboard(page), product.dataDir);
  await tenant.switch({ mailboxSizeLimits: { 'finance@sandbox.example': 35_000_000 } });

  await test.step('three recipients, one of them outside', async () => {
    const to = page.getByRole('combobox', { name: 'To', exact: true });
    await expect(to).toBeFocused();
    await holdLongByKeyboard(page);
    await page.keyboard.press('Control+1');
    await to.focus();
    for (const address of ['finance@sandbox.example', 'legal@sandbox.example', 'partner@outside.example']) {
      await page.keyboard.type(address);
      await page.keyboard.press('Enter');
    }
    const tokens = page.getByRole('grid', { name: 'To, recipients' });
    await expect(tokens.getByRole('row')).toHaveCount(3);
    await expect(tokens.getByRole('row', { name: /outside\.example/ })).toContainText('New');
  });

  await test.step('words from Word', async () => {
    await tabTo(page, page.getByRole('textbox', { name: 'Subject', exact: true }));
    await page.keyboard.type(subject);
    await tabTo(page, page.getByRole('textbox', { name: 'Message text' }));
    await paste(page, { html: wordDocument });
    await expect(page.getByRole('textbox', { name: 'Message text' })).toContainText('Outside');
  });

  const file = writeSampleFile(product.dataDir, 'film.mp4', 31_000_000);
  await test.step('a file of 31 MB, and somebody who accepts 35', async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+Shift+a');
    await (await chooser).setFiles(file.path);
    await untilAttached(page, [file]);
    await expect(page.getByText(/once encoded; finance@sandbox\.example accepts 35 MB/)).toBeVisible();
  });

  await test.step('as a link', async () => {
    await page.keyboard.press('Control+Shift+l');
    const row = page.getByRole('row', { name: file.name });
    await expect(row).toContainText('Link ready for sandbox.example');
    await expect(page.getByText(/once encoded; finance/)).toBeHidden();
  });

  await test.step('held, undone and edited', async () => {
    await page.keyboard.press('Control+Enter');
    await pressUntilHandedOver();
    await expect(verdict(page)).toContainText('Undo makes it a draft again');
    await page.keyboard.press('Control+Shift+u');
    const field = page.getByRole('textbox', { name: 'Subject', exact: true });
    await expect(field).toHaveValue(subject);
    await field.focus();
    await page.keyboard.press('End');
    await page.keyboard.type(', edited');
  });

  await test.step('scheduled, and taken back', async () => {
    await page.keyboard.press('Control+Shift+Enter');
    const dialog = page.getByRole('dialog', { name: 'Send later' });
    await expect(dialog).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await tabTo(page, dialog.getByRole('button', { name: /^Schedule for/ }));
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await pressUntilHandedOver();
    await expect(verdict(page)).toContainText(/^Leaves /);
    await pressInDetail('Open draft again');
    await expect(page.getByRole('textbox', { name: 'Subject', exact: true })).toHaveValue(edited);
  });

  await test.step('cancelled', async () => {
    await page.keyboard.press('Control+Enter');
    await pressUntilHandedOver();
    await pressInDetail('Cancel…');
    const question = page.getByRole('alertdialog');
    await expect(question.getByRole('button', { name: 'Keep it' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(question).toBeHidden();
  });

  await test.step('sent at once', async () => {
    await pressInDetail('Send now');
    await untilSent(page);
  });

  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  const { delivered } = await tenant.truth();
  expect(delivered.map((mail) => [mail.subject, mail.attachments.length])).toEqual([[edited, 0]]);
  expect(tenant.bodies()[0]).toContain('film.mp4');

  async function pressInDetail(name: string): Promise<void> {
    await expect(page.getByRole('article').getByRole('button', { name })).toBeVisible();
    while ((await focusedRegion(page)) !== 'detail') await page.keyboard.press('F6');
    await tabTo(page, page.getByRole('article').getByRole('button', { name }));
    await page.keyboard.press('Enter');
  }

  /** What stands on the check line is said once; the next press sends. */
  async function pressUntilHandedOver(): Promise<void> {
    const heading = page.getByRole('article').getByRole('heading', { name: subject });
    const asked = page.getByRole('button', { name: /anyway/ });
    await expect(heading.or(asked)).toBeVisible();
    if (await asked.isVisible()) await page.keyboard.press('Control+Enter');
    await expect(heading).toBeVisible();
  }
});
