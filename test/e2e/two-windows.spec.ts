import { expect } from '@playwright/test';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { goToPlace } from './outbox-page.ts';
import { test } from './signed-in-product.ts';
import { typeLetter } from './write-page.ts';

test('C9: two windows on one draft lose no word, and Send in both sends once', async ({ page, tenant }) => {
  await typeLetter(page, { to: ['legal@sandbox.example'], subject: 'Together', text: 'First.' });
  await expect(page.getByText(/^Draft saved on this computer/)).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(new URL(page.url()).origin);
  await expect(other.getByRole('textbox', { name: 'Subject' })).toHaveValue('Together');

  // One writes, the other follows.
  await other.getByRole('textbox', { name: 'Subject' }).fill('Together, second edition');
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('Together, second edition');
  // Both write at once: nobody's words are overwritten, a person chooses.
  await Promise.all([
    page.getByRole('textbox', { name: 'Subject' }).fill('Together, mine'),
    other.getByRole('textbox', { name: 'Subject' }).fill('Together, theirs'),
  ]);
  const asked = [page, other].map((one) => one.getByText(/Both texts are safe: choose one/));
  await expect
    .poll(async () => (await Promise.all(asked.map((text) => text.isVisible()))).filter(Boolean))
    .toHaveLength(1);
  const chooser = (await asked[0]?.isVisible()) === true ? page : other;
  await expectNoBarrierInAnyLook(chooser, 'Write, changed elsewhere');
  await chooser.getByRole('button', { name: 'Keep this text' }).click();
  const kept = await chooser.getByRole('textbox', { name: 'Subject' }).inputValue();
  const follower = chooser === page ? other : page;
  await expect(follower.getByRole('textbox', { name: 'Subject' })).toHaveValue(kept);

  await Promise.all([page.keyboard.press('Control+Enter'), other.keyboard.press('Control+Enter')]);
  await expect.poll(async () => (await tenant.truth()).delivered.length).toBe(1);
  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  expect((await tenant.truth()).delivered.map(({ subject }) => subject)).toEqual([kept]);
  for (const one of [page, other]) {
    await goToPlace(one, 'Outbox');
    await expect(one.getByRole('rowgroup', { name: 'Sent today' }).getByRole('row', { name: kept })).toBeVisible();
  }
});
