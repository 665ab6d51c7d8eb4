import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { readZip } from '../browser/read-zip.ts';
import {
  collector,
  fileLine,
  filesField,
  filesGrid,
  followInbox,
  listedNames,
  untilAllStored,
  untilListed,
} from './files-page.ts';
import { test } from './signed-in-product.ts';

const supplier = { address: 'supplier@partner.example', name: 'Sandbox Supplier' };
const bytesOf = (text: string): string => Buffer.from(text).toString('base64');
const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('I1 I7 I8 I9: files of mail that arrives are in the list within seconds, with where they came from', async ({
  page,
  tenant,
}) => {
  await followInbox(page, 'Only what comes');
  await expect(page.getByText(/^No files yet\. The worker last looked at \d\d:\d\d\.$/)).toBeVisible();

  const plan = { name: 'plan of hall 4.txt', contentBytes: bytesOf('the plan') };
  const linked = { kind: 'reference' as const, name: 'Shared folder' };
  await tenant.deliver({
    to: collector,
    from: supplier,
    subject: 'Plans',
    text: 'As agreed.',
    attachments: [plan, linked],
  });
  await tenant.deliver({ to: collector, from: supplier, subject: 'Again', text: 'The same.', attachments: [plan] });
  await page.getByRole('button', { name: 'Check now' }).click();
  await untilListed(page, '3 files');
  await untilAllStored(page);
  expect((await listedNames(page)).toSorted()).toEqual([linked.name, plan.name, plan.name].toSorted());

  await fileLine(page, plan.name).first().click();
  const inspector = page.getByRole('article');
  await expect(inspector.getByRole('list', { name: 'Waybill' }).getByRole('listitem')).toHaveText([
    /^Noticed\d\d:\d\d:\d\d$/,
    /^Queued/,
    /^Downloading/,
    /^Stored/,
  ]);
  await expect(inspector).toContainText('Sandbox Supplier <supplier@partner.example>');
  await expect(inspector).toContainText(`${collector}, Inbox`);
  const hash = sha256Of(Buffer.from('the plan'));
  await expect(inspector.getByTitle(hash)).toBeVisible();
  await inspector.getByRole('button', { name: '1 other message' }).click();
  await page
    .getByRole('dialog')
    .filter({ hasText: 'The same bytes came with' })
    .getByRole('button', { name: /^(Plans|Again),/ })
    .click();
  await expect(inspector).toContainText(/Plans|Again/);
  await fileLine(page, linked.name).click();
  await expect(inspector).toContainText('Links are never followed.');

  await page.getByRole('button', { name: /looked for files/ }).click();
  await expect(page.getByRole('dialog').filter({ hasText: 'Files that come by mail' })).toContainText(
    `Inbox of ${collector}`,
  );
});

test('I2 I13 A1: files are found, sorted, kept as a view, walked through and previewed by keyboard alone', async ({
  page,
  tenant,
}) => {
  await followInbox(page, 'Everything');
  const files = (await tenant.received(collector)).flatMap(({ attachments }) => attachments);
  const listed = files.filter(({ isInline }) => !isInline);
  await untilListed(page, `${listed.length} files`);
  await untilAllStored(page);

  await page.keyboard.press('Control+f');
  await page.keyboard.type('ty');
  await expect(page.getByRole('option', { name: 'type:' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('pd');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(filesField(page)).toHaveValue('type:pdf ');
  const pdfs = listed.filter(({ name }) => name.endsWith('.pdf')).map(({ name }) => name);
  await expect.poll(async () => (await listedNames(page)).toSorted()).toEqual(pdfs.toSorted());
  await page.keyboard.type('larger:many');
  await expect(page.getByText('larger: expects a size')).toBeVisible();
  for (const _ of 'larger:many') await page.keyboard.press('Backspace');

  await page.getByRole('button', { name: 'Views' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Save this search…' }).press('Enter');
  await page.getByRole('textbox', { name: 'Name' }).fill('Plans and invoices');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Plans and invoices' })).toBeVisible();
  await page.reload();
  await untilListed(page, `${listed.length} files`);
  await page.getByRole('button', { name: 'Views' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Plans and invoices' }).press('Enter');
  await untilListed(page, `${pdfs.length} files`);

  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => listedNames(page)).toEqual(pdfs.toSorted((a, b) => a.localeCompare(b)));
  await filesField(page).press('ArrowDown');
  await expect(fileLine(page, (await listedNames(page))[0] ?? '')).toBeFocused();
  await page.keyboard.press('End');
  await expect(fileLine(page, (await listedNames(page)).at(-1) ?? '')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  const preview = page.getByRole('dialog');
  const [first = '', second = ''] = await listedNames(page);
  await expect(preview.getByRole('heading', { name: first })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(preview.getByRole('heading', { name: second })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(preview).toHaveCount(0);
  await expect(filesGrid(page).locator('[data-index="1"]')).toBeFocused();
  await page.keyboard.press('Shift+ArrowUp');
  await expect(page.getByRole('region', { name: 'Selected files' })).toContainText('2 files,');
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('region', { name: 'Selected files' })).toContainText(`${pdfs.length} files,`);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Selected files' })).toHaveCount(0);
});

test('I5 I11: one file is downloaded as it came, many as a ZIP, each as it came', async ({ page, tenant }) => {
  await followInbox(page, 'Everything');
  await untilListed(page, /^\d+ files$/);
  await untilAllStored(page);
  await fileLine(page, 'invoice-1043.pdf').click();
  const sent = (await tenant.received(collector)).flatMap(({ attachments }) => attachments);
  const hashes = new Map(sent.map(({ name, sha256 }) => [name, sha256]));

  const [one] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('article').getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(one.suggestedFilename()).toBe('invoice-1043.pdf');
  expect(sha256Of(readFileSync(await one.path()))).toBe(hashes.get('invoice-1043.pdf'));

  const pdfs = sent.filter(({ name }) => name.endsWith('.pdf')).map(({ sha256 }) => sha256 ?? '');
  await filesField(page).fill('type:pdf');
  await expect(page.locator('.files-line')).toHaveCount(pdfs.length);
  await expect(page.locator('.files-line[data-state="stored"]')).toHaveCount(pdfs.length);
  await fileLine(page, 'invoice-1043.pdf').click();
  await page.keyboard.press('Control+a');
  const [many] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as ZIP' }).click(),
  ]);
  const zip = readZip(readFileSync(await many.path()));
  // One name came twice, so one of them got a number.
  expect(Array.from(zip.values(), sha256Of).toSorted()).toEqual(pdfs.toSorted());
});
