import { expect, type Page } from '@playwright/test';
import { expectNoBarrierInAnyLook, findBarriers } from './expect-no-barrier.ts';
import { doInPalette } from './keyboard.ts';
import { goToPlace, setHold, untilHandedOver, untilSent } from './outbox-page.ts';
import { signIn, test } from './product.ts';
import { settingLine } from './visit-settings.ts';
import { typeLetter } from './write-page.ts';

function moving(page: Page) {
  return page.getByRole('rowgroup', { name: 'Moving' });
}

async function write(page: Page, subject: string): Promise<void> {
  await goToPlace(page, 'Write');
  await typeLetter(page, { to: ['finance@sandbox.example'], subject, text: "It's as agreed." });
}

async function handOver(page: Page, subject: string): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, subject);
}

/** The first, second or third word of the subjects, as the rows stand. */
async function expectOrder(page: Page, ...words: string[]): Promise<void> {
  await expect(moving(page).locator('.outbox-subject')).toHaveText(words.map((word) => `${word} letter`));
}

test('U9 U10 L4: everything pauses for four hours, is put in another order, copied, cancelled together, and sent once', async ({
  page,
  product,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(product.launchUrl);
  const tenant = await signIn(page, product);
  await setHold(page, 0);
  await doInPalette(page, 'everything 4');
  const clause = page
    .getByRole('contentinfo', { name: 'Status' })
    .getByRole('button', { name: /everything paused until/ });
  await expect(clause).toBeVisible();
  const clipboard = () => page.evaluate<string>('navigator.clipboard.readText()');
  await write(page, 'First letter');
  await page.keyboard.press('Control+Shift+k');
  await expect.poll(clipboard).toMatch(/^mailroom send .*'--subject=First letter' --like=[0-9a-f-]{36}$/);
  await handOver(page, 'First letter');
  for (const subject of ['Second letter', 'Third letter']) {
    await write(page, subject);
    await handOver(page, subject);
  }
  await expectOrder(page, 'First', 'Second', 'Third');
  await expect(moving(page).getByText(/^Paused until/)).toHaveCount(3);

  const row = (word: string) => moving(page).getByRole('row', { name: `${word} letter` });
  await row('Third').click();
  await page.keyboard.press('Alt+ArrowUp');
  await expectOrder(page, 'First', 'Third', 'Second');
  await expect(row('Third')).toBeFocused();
  await row('First').dragTo(row('Second'), { targetPosition: { x: 60, y: 50 } });
  await expectOrder(page, 'Third', 'Second', 'First');
  await row('First').click();
  await page.getByRole('button', { name: 'Send first' }).click();
  await expectOrder(page, 'First', 'Third', 'Second');
  await expect(page.getByRole('button', { name: 'Send first' })).toBeHidden();

  await page.keyboard.press('Control+Shift+k');
  await expect.poll(clipboard).toMatch(/^mailroom send .*'--subject=First letter' .*--key=/);
  await page.getByRole('button', { name: 'Copy as command' }).click();
  await page.getByRole('menuitem', { name: 'Cancel', exact: true }).click();
  await expect.poll(clipboard).toMatch(/^mailroom --data-dir=\S+ outbox cancel [0-9a-f-]{36}$/);
  await page.getByRole('button', { name: 'Open draft again' }).focus();
  await page.keyboard.press('Control+Shift+k');
  await expect.poll(clipboard).toMatch(/ outbox undo [0-9a-f-]{36}$/);
  await page.getByRole('button', { name: 'Cancel…' }).click({ button: 'right' });
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('menuitem', { name: 'Copy for cmd' }).click();
  await expect.poll(clipboard).toMatch(/ outbox cancel [0-9a-f-]{36}$/);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('pause or resume');
  await expect(page.getByRole('menuitem', { name: 'Pause or resume all transfers' })).toHaveAttribute('data-focused');
  await page.keyboard.press('Control+Shift+k');
  await expect.poll(clipboard).toMatch(/^mailroom \S+ resume$/);
  await page.keyboard.press('Escape');
  await goToPlace(page, 'Settings');
  await settingLine(page, 'Messages a minute').getByRole('textbox').fill('7');
  await page.keyboard.press('Control+Shift+k');
  await expect.poll(clipboard).toMatch(/ settings set MS_LIMIT_MESSAGES_PER_MIN 7$/);
  await goToPlace(page, 'Outbox');

  await row('Third').click();
  await page.keyboard.press('Shift+ArrowDown');
  const selected = page.getByRole('region', { name: 'Selected messages' });
  await expect(selected).toContainText('2 messages selected');
  await expectNoBarrierInAnyLook(page, 'Selected messages');
  await selected.getByRole('button', { name: 'Cancel 2…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel 2 messages' }).click();
  await expect(selected).toBeHidden();
  await expect(page.getByRole('rowgroup', { name: 'Cancelled' }).locator('.outbox-subject')).toHaveCount(2);

  await row('First').click();
  await page.keyboard.press('Control+.');
  await expect(clause).toBeHidden();
  await untilSent(page);
  await expect(moving(page)).toBeHidden();
  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  expect((await tenant.truth()).delivered.map(({ subject }) => subject)).toEqual(['First letter']);
});
