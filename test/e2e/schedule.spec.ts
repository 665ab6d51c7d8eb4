import { expect, type Page } from '@playwright/test';
import { expectNoBarrierInAnyLook, findBarriers } from './expect-no-barrier.ts';
import { untilHandedOver, untilSent, verdict } from './outbox-page.ts';
import { test } from './signed-in-product.ts';
import { typeLetter } from './write-page.ts';

const letter = { to: ['finance@sandbox.example'], subject: 'Agenda for Monday', text: 'Three points.' };

test('C11 C18: by keyboard alone a message gets receipts and a time, is taken back from the service, and is sent now', async ({
  page,
  tenant,
}) => {
  await typeLetter(page, letter);

  await setOptions(page);
  const chips = page.getByRole('grid', { name: 'Options that are set' });
  await expect(chips.getByRole('row')).toHaveText(['High importance', 'Read receipt', 'Category Board']);
  await expectNoBarrierInAnyLook(page, 'Write, options are set');

  await schedule(page, 'Microsoft 365');
  await untilHandedOver(page, letter.subject);
  await expect(verdict(page)).toContainText('Microsoft 365 keeps it until then.');
  await expect.poll(async () => (await tenant.truth()).pending).toBe(1);
  await page.getByRole('button', { name: 'Open draft again' }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'Message text' })).toContainText(letter.text);
  await expect(chips.getByRole('row')).toHaveCount(3);
  expect(await tenant.truth()).toMatchObject({ pending: 0, delivered: [] });

  await schedule(page, 'this computer');
  await untilHandedOver(page, letter.subject);
  await expect(verdict(page)).toContainText('Mailroom has to be running then.');
  await page.getByRole('button', { name: 'Send now' }).press('Enter');
  await untilSent(page);
  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  expect((await tenant.truth()).delivered.map(({ subject }) => subject)).toEqual([letter.subject]);
});

async function setOptions(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Options' }).press('Enter');
  const options = page.getByRole('dialog', { name: 'Options of this message' });
  await options.getByRole('radio', { name: 'Normal' }).press('ArrowRight');
  await expect(options.getByRole('radio', { name: 'High' })).toBeChecked();
  await options.getByRole('switch', { name: 'Ask for a read receipt' }).press('Space');
  await options.getByRole('textbox', { name: 'Categories' }).fill('Board');
  // React Aria puts a way out for screen readers beside the dialog, where no landmark is.
  expect.soft(await findBarriers(page, { rules: { region: { enabled: false } } }), 'Write, options').toEqual([]);
  await page.keyboard.press('Escape');
  await expect(options).toBeHidden();
}

/** Tomorrow morning, which lies ahead at any time of the day. */
async function schedule(page: Page, keptBy: 'Microsoft 365' | 'this computer'): Promise<void> {
  await page.keyboard.press('Control+Shift+Enter');
  const dialog = page.getByRole('dialog', { name: 'Send later' });
  const tomorrow = dialog.getByRole('radio', { name: 'Tomorrow morning' });
  await tomorrow.focus();
  await tomorrow.press('Space');
  await expect(tomorrow).toBeChecked();
  await expect(dialog.getByText('Time zone of this computer')).toBeVisible();
  if (keptBy === 'Microsoft 365') {
    await dialog.getByRole('switch', { name: 'Let Microsoft 365 keep it until then' }).press('Space');
    await expect(dialog.getByText('even while this computer is off')).toBeVisible();
    await expectNoBarrierInAnyLook(page, 'Write, schedule');
  }
  await dialog.getByRole('button', { name: /^Schedule for / }).press('Enter');
  await expect(dialog).toBeHidden();
}
