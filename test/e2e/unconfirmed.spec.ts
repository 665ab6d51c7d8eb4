import { expect } from '@playwright/test';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { untilHandedOver, untilSent, verdict } from './outbox-page.ts';
import { test } from './signed-in-product.ts';
import { causeFault, openSandboxPanel, typeLetter } from './write-page.ts';

// By itself it would be looked for only after this: the person asks sooner.
test.use({ settings: { MS_SEND_SETTLE_MS: '600000' } });

test('C13 C12: a send whose answer was lost is Unconfirmed, found at Look now, and was sent once', async ({
  page,
  tenant,
}) => {
  const letter = { to: ['legal@sandbox.example'], subject: 'Signed contract', text: 'As agreed.' };
  await openSandboxPanel(page);
  await causeFault(page, 'Lose the answer to Send');
  await page.getByRole('button', { name: 'Close the sandbox panel' }).click();
  await typeLetter(page, letter);
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, letter.subject);

  await expect(verdict(page)).toHaveText(
    'We don’t know yet whether this left. Please don’t send it again; we are checking Sent Items.',
  );
  await expect(
    page.getByRole('rowgroup', { name: 'Unconfirmed' }).getByRole('row', { name: letter.subject }),
  ).toBeVisible();
  // Nothing that would send it again can be pressed.
  await expect(page.getByRole('button', { name: /^Send again as new/ })).toHaveAttribute('aria-disabled', 'true');
  await expectNoBarrierInAnyLook(page, 'Outbox, unconfirmed');

  await page.getByRole('button', { name: 'Look now' }).click();
  await untilSent(page);
  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  expect((await tenant.truth()).delivered.map(({ subject }) => subject)).toEqual([letter.subject]);
  expect(await tenant.sends()).toHaveLength(1);
});
