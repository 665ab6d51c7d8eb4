import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, expect } from '@playwright/test';
import { untilHandedOver, untilSent } from './outbox-page.ts';
import { signIn, test } from './product.ts';
import { picture, writeSampleFile } from './sample-files.ts';
import { paste } from './transfer.ts';
import { attachFiles, openSandboxPanel, typeLetter } from './write-page.ts';

/** Lists and a table as an office program puts them on the clipboard, with styles that the page's policy forbids. */
const fromWord = readFileSync(
  join(import.meta.dirname, '..', 'renderer', 'write', 'fixtures', 'word-list-and-table.html'),
  'utf8',
);
const styled = `<b style="font-weight:normal"><p style="margin:0"><span style="font-weight:700">Bold</span>
  <span style="font-style:italic">slanted</span> <span style="text-decoration:underline">underlined</span></p></b>`;

test('S1 C1: a whole session, with text from other programs, says nothing in the console', async ({
  page,
  context,
  product,
}) => {
  const said = listen(context);
  await page.goto(product.launchUrl);
  await signIn(page, product);
  await typeLetter(page, { to: ['legal@sandbox.example'], subject: 'Quietly', text: 'See below.' });
  const text = page.getByRole('textbox', { name: 'Message text' });
  await page.keyboard.press('Enter');
  await paste(page, { html: styled });
  await expect(text.locator('strong')).toHaveText('Bold');
  await expect(text.locator('em')).toHaveText('slanted');
  await expect(text.locator('u')).toHaveText('underlined');
  await page.keyboard.press('Control+End');
  await paste(page, { html: fromWord });
  await expect(text.getByRole('table')).toContainText('B1');
  await page.keyboard.press('Control+End');
  await paste(page, { files: [picture] });
  await attachFiles(page, [writeSampleFile(product.dataDir, 'plans.zip', 5_000_000)]);
  await expect(page.getByText(/^Draft saved on this computer/)).toBeVisible();
  await page.reload();
  await expect(text.getByRole('table')).toContainText('B1');
  for (const key of ['Control+k', 'Control+/']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  for (const place of ['Files', 'Settings', 'Outbox'] as const) {
    await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: place }).click();
    await expect(page.locator('main')).not.toBeEmpty();
  }
  await openSandboxPanel(page);
  await page.getByRole('row', { name: 'Quietly' }).click();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(text.locator('strong')).toHaveText('Bold');
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, 'Quietly');
  await untilSent(page);
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
  await page.setViewportSize({ width: 900, height: 600 });
  await expect(page.getByRole('article')).toBeVisible();
  expect(said).toEqual([]);
});

/** Everything that any page of this browser writes into its console, or throws. */
function listen(context: BrowserContext): readonly string[] {
  const said: string[] = [];
  context.on('console', (message) => said.push(`${message.type()}: ${message.text()} ${message.location().url}`));
  context.on('weberror', (error) => said.push(String(error.error())));
  return said;
}
