import { expect, type Locator, type Page } from '@playwright/test';
import { runMailroom } from '../helpers/mailroom-process.ts';
import { untilHandedOver, untilSent } from './outbox-page.ts';
import { picture, writeSampleFile } from './sample-files.ts';
import { openNewMessage, test } from './shared-product.ts';
import { drop, dragOver, paste } from './transfer.ts';
import { attachFiles, typeLetter, untilAttached } from './write-page.ts';

const notes = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('As agreed.') };
const plan = { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') };
const files = (page: Page): Locator => page.getByRole('grid', { name: 'Attached files' });
const text = (page: Page): Locator => page.getByRole('textbox', { name: 'Message text' });

test('U12: files dropped anywhere and files pasted are attached; a picture dropped on the text stands in it', async ({
  page,
  tenant,
}) => {
  await openNewMessage(page);
  await typeLetter(page, { to: ['design@sandbox.example'], subject: 'Dropped', text: 'See below.' });
  await dragOver(page.getByRole('navigation', { name: 'Places' }), { files: [notes] });
  await expect(page.locator('.write-body[data-drop]')).toBeVisible();
  await drop(page.getByRole('contentinfo', { name: 'Status' }), { files: [notes] });
  await untilAttached(page, [notes]);
  await page.getByRole('textbox', { name: 'Subject', exact: true }).focus();
  await paste(page, { files: [plan] });
  await untilAttached(page, [plan]);
  await drop(text(page), { files: [picture] });
  await expect(text(page).getByRole('img')).toHaveCount(1);
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, 'Dropped');
  await untilSent(page);
  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  const mail = (await tenant.truth()).delivered.find(({ subject }) => subject === 'Dropped');
  const arrived = mail?.attachments.map(({ name, isInline }) => [name, isInline]);
  expect(arrived?.toSorted()).toEqual([
    ['notes.txt', false],
    ['plan.pdf', false],
    ['seal.png', true],
  ]);
});

test('U12 A3: files stand in the order into which they were dragged, or moved by keys, also after a reload', async ({
  page,
  product,
}) => {
  const chosen = ['a.zip', 'b.zip', 'c.zip'].map((name) => writeSampleFile(product.dataDir, name, 1000));
  const order = (): Promise<string[]> => files(page).locator('.file-name').allInnerTexts();
  await openNewMessage(page);
  await typeLetter(page, { to: ['design@sandbox.example'], subject: 'In order', text: 'In this order.' });
  await attachFiles(page, chosen);
  const row = (name: string): Locator => files(page).getByRole('row', { name });
  await row('c.zip').dragTo(row('a.zip'), { targetPosition: { x: 60, y: 3 } });
  await expect.poll(order).toEqual(['c.zip', 'a.zip', 'b.zip']);
  await row('c.zip').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(order).toEqual(['a.zip', 'c.zip', 'b.zip']);
  await page.reload();
  await expect.poll(order).toEqual(['a.zip', 'c.zip', 'b.zip']);

  // Send to, for windows in a browser: a file manager runs the command beside them.
  const paths = chosen.slice(0, 2).map(({ path }) => path);
  const write = ['write', ...paths, '--subject', 'From elsewhere', '--data-dir', product.dataDir, '--json'];
  expect(await runMailroom(write, {})).toMatchObject({ code: 0 });
  await page.getByRole('button', { name: /^Drafts/ }).click();
  await page.getByRole('menuitem', { name: /From elsewhere/ }).click();
  await expect(page.getByRole('textbox', { name: 'Subject', exact: true })).toHaveValue('From elsewhere');
  await expect.poll(order).toEqual(['a.zip', 'b.zip']);
});

/** Stands for the desktop's bridge, once the page has found its way to the engine. */
const bridge = `{
  let isConnecting = true;
  Object.defineProperty(window, 'mailroom', {
    get() {
      if (!isConnecting) return { kind: 'desktop', onCommand: (listen) => ((window.command = listen), () => undefined) };
      isConnecting = false;
    },
  });
}`;

test('U12: files that the system hands over begin one message, and what is none is named', async ({
  page,
  product,
}) => {
  await page.addInitScript(bridge);
  const handed = ['one.zip', 'two.zip'].map((name) => writeSampleFile(product.dataDir, name, 1000));
  await page.goto('/');
  await page.waitForFunction('window.command !== undefined');
  const paths = [...handed.map(({ path }) => path), product.dataDir];
  const command = { kind: 'attach', files: { paths, notFiles: ['smb://server/three.zip'] } };
  await page.evaluate(`window.command(${JSON.stringify(command)})`);
  await untilAttached(page, handed);
  const refused = page.getByRole('alert');
  await expect(refused.filter({ hasText: /is not a file/ })).toBeVisible();
  await expect(refused.filter({ hasText: /an address, not a file on this computer/ })).toBeVisible();
  await expect(page.getByRole('img', { name: 'smb://server/three.zip' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Subject', exact: true })).toHaveValue('');
});

test('U5: where an upload had to begin again, its ribbon bears a tick and its words say why', async ({
  page,
  tenant,
  product,
}) => {
  const file = writeSampleFile(product.dataDir, 'survey.tif', 20_000_000);
  await openNewMessage(page);
  await typeLetter(page, { to: ['design@sandbox.example'], subject: 'Begun again', text: 'The survey.' });
  await tenant.fault({ match: { method: 'PUT', nth: 3 }, action: 'expireSession', times: 1 });
  await tenant.slowChunks(400);
  await attachFiles(page, [file]);
  const row = files(page).getByRole('row', { name: file.name });
  await expect(row).toContainText(/again because/);
  await expect(row.locator('.ribbon-tick')).toHaveCount(1);
  await tenant.clearFaults();
  await expect(row).toContainText('Attached');
});
