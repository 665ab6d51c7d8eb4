import { expect, type Page } from '@playwright/test';
import { joinEngine } from './join-engine.ts';
import { goToPlace, untilHandedOver, untilSent, verdict } from './outbox-page.ts';
import { writeSampleFile } from './sample-files.ts';
import { openNewMessage, test } from './shared-product.ts';
import { attachFiles, causeFault, insertPicture, openSandboxPanel, typeLetter } from './write-page.ts';

const sizeOfSeal = `(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight])(
  document.querySelector('img[alt="seal.png"]'),
)`;
const saved = (page: Page) => page.getByText(/^Draft saved on this computer/);

test('C2 C9: text and pictures of a draft are there again after a reload', async ({ page, product }) => {
  await openNewMessage(page);
  await typeLetter(page, { to: ['archive@sandbox.example'], subject: 'With a seal', text: 'Sealed: ' });
  await insertPicture(page);
  // The line may still speak of the words before it.
  const engine = await joinEngine(product);
  const kept = async () => (await engine.client.compose.list({})).find(({ text }) => text.subject === 'With a seal');
  await expect
    .poll(async () => [(await kept())?.files.length, (await kept())?.text.html])
    .toEqual([1, expect.stringContaining('cid:')]);
  await engine.close();
  await page.reload();
  const text = page.getByRole('textbox', { name: 'Message text' });
  await expect(text).toContainText('Sealed:');
  const seal = text.getByRole('img', { name: 'seal.png' });
  await expect(seal).toBeVisible();
  // The bytes themselves, not a frame in their place.
  await expect.poll(() => page.evaluate(sizeOfSeal)).toEqual([8, 8]);
});

test('C9: a discarded draft is gone from every list, comes back whole by Undo, and then stays gone', async ({
  page,
}) => {
  await page.clock.install();
  await openNewMessage(page);
  await typeLetter(page, { to: ['archive@sandbox.example'], subject: 'Second thoughts', text: 'Better not.' });
  await expect(saved(page)).toBeVisible();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('Second thoughts is discarded.')).toBeVisible();
  await expectNowhere(page, 'Second thoughts');
  await goToPlace(page, 'Write');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('textbox', { name: 'Subject', exact: true })).toHaveValue('Second thoughts');
  await expect(page.getByRole('textbox', { name: 'Message text' })).toHaveText('Better not.');

  await page.getByRole('button', { name: 'Discard' }).click();
  await page.clock.fastForward(11_000);
  await expect(page.getByText('Second thoughts is discarded.')).toBeHidden();
  await expectNowhere(page, 'Second thoughts');
  await page.reload();
  await expectNowhere(page, 'Second thoughts');
});

/** Neither among the drafts of Write, nor in the Outbox, nor in the palette. */
async function expectNowhere(page: Page, subject: string): Promise<void> {
  await goToPlace(page, 'Write');
  await expect(page.getByRole('textbox', { name: 'Subject', exact: true })).not.toHaveValue(subject);
  await page.getByRole('button', { name: /^Drafts/ }).click();
  await expect(page.getByRole('menuitem', { name: 'New message' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: subject })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await goToPlace(page, 'Outbox');
  await expect(page.getByRole('row', { name: subject })).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox', { name: 'What to do or find' }).fill(subject);
  await expect(page.getByRole('dialog', { name: 'Palette' }).getByText(subject)).toHaveCount(0);
  await page.keyboard.press('Escape');
}

test('C9 U9: a message that was refused opens as the same draft, and leaves once when it fits', async ({
  page,
  tenant,
  product,
}) => {
  const subject = 'Refused at first';
  const file = writeSampleFile(product.dataDir, 'model.ifc', 12_000_000);
  await openNewMessage(page);
  await typeLetter(page, { to: ['archive@sandbox.example'], subject, text: 'The model.' });
  await openSandboxPanel(page);
  await causeFault(page, 'Refuse the size');
  await attachFiles(page, [file]);
  const row = page.getByRole('grid', { name: 'Attached files' }).getByRole('row', { name: file.name });
  const refused = page.getByRole('list', { name: 'Before sending' }).getByText(/once encoded; your mailbox refused/);
  await expect(refused).toBeVisible();
  await expect(row).toContainText('Needs you');
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(page.getByText(/^Active/)).toBeHidden();
  await page.getByRole('button', { name: 'Try anyway' }).click();
  await expect(refused).toBeHidden();

  await tenant.fault({ match: { method: 'POST', path: '/send$' }, action: 'status', status: 400, times: 1 });
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, subject);
  await expect(verdict(page)).toContainText('refused');
  await page.getByRole('button', { name: 'Open draft again' }).click();
  await expect(page.getByRole('textbox', { name: 'Subject', exact: true })).toHaveValue(subject);
  await expect(row).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, subject);
  await untilSent(page);
  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  const delivered = (await tenant.truth()).delivered.filter((mail) => mail.subject === subject);
  expect(delivered.map(({ attachments }) => attachments.map(({ sha256 }) => sha256))).toEqual([[file.sha256]]);
});
