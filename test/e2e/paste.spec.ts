import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { untilHandedOver, untilSent } from './outbox-page.ts';
import { picture } from './sample-files.ts';
import { test } from './signed-in-product.ts';
import { typeLetter } from './write-page.ts';

/** A list of two levels, a table, and pictures, as an office program puts them on the clipboard. */
const fromWord = readFileSync(
  join(import.meta.dirname, '..', 'renderer', 'write', 'fixtures', 'word-list-and-table.html'),
  'utf8',
);

test('C1 C2: a list of two levels, a table and a screenshot that were pasted arrive as such', async ({
  page,
  tenant,
}) => {
  await typeLetter(page, { to: ['design@sandbox.example'], subject: 'Pasted', text: 'See below.' });
  const text = page.getByRole('textbox', { name: 'Message text' });
  await page.keyboard.press('Enter');
  await paste(page, { html: fromWord });
  await expect(text.getByRole('table')).toContainText('B1');
  await page.keyboard.press('Control+End');
  await paste(page, { picture: picture.buffer.toString('base64') });
  await expect(text.locator('ol > li > ol > li')).toHaveText('Nested');
  await expect(text.getByRole('img')).toHaveCount(2);
  await expect(page.getByText(/One picture was left out/)).toBeVisible();
  await expectNoBarrierInAnyLook(page, 'Write, pasted');
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, 'Pasted');
  await untilSent(page);

  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  const { delivered } = await tenant.truth();
  const inline = delivered.flatMap(({ attachments }) => attachments);
  expect(inline.map(({ isInline }) => isInline)).toEqual([true, true]);
  const [body = ''] = tenant.bodies();
  for (const { contentId } of inline) expect(body).toContain(`cid:${String(contentId)}`);
  await page.setContent(body.replaceAll(/ style="[^"]*"| src="[^"]*"/g, ''));
  await expect(page.locator('ol > li')).toHaveText([/First/, 'Nested', 'Second']);
  await expect(page.locator('ol > li > ol > li')).toHaveText('Nested');
  await expect(page.locator('table td')).toHaveText(['A1', 'B1']);
  // Neither the program nor the pixel that came along.
  expect(body).not.toMatch(/<script|javascript:|\/pixel\.png|mso-/);
});

/** What the browser does at Ctrl V, with a clipboard of our own. */
async function paste(page: Page, { html = '', picture: base64 = '' }): Promise<void> {
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    const html = ${JSON.stringify(html)};
    if (html !== '') clipboardData.setData('text/html', html);
    const bytes = Uint8Array.from(atob('${base64}'), (letter) => letter.charCodeAt(0));
    if (bytes.length > 0) clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.querySelector('[aria-label="Message text"]').dispatchEvent(paste);
  }`);
}
