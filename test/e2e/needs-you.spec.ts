import { expect, type Page } from '@playwright/test';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { goToPlace, untilHandedOver, untilSent, verdict } from './outbox-page.ts';
import { passTime } from './pass-time.ts';
import { test } from './signed-in-product.ts';
import { typeLetter } from './write-page.ts';

const PATIENCE_MS = 31 * 60_000;
const letters = ['Notice of defects', 'Order of the doors'].map((subject) => ({
  to: ['archive@sandbox.example'],
  subject,
  text: 'As agreed.',
}));

test('C13: what cannot be proven is asked with its evidence, and only a person says sent or sends again', async ({
  page,
  product,
  tenant,
}) => {
  // It leaves, nobody answers, and nothing by which it could be known is found again.
  await tenant.switch({ markerReachesSentCopy: false, immutableIdOnSend: 'changes', presetMessageIdSurvives: false });
  await tenant.fault({ match: { method: 'POST', path: '/send$' }, action: 'dropAfter', times: 2 });
  for (const letter of letters) {
    await goToPlace(page, 'Write');
    await typeLetter(page, letter);
    await page.keyboard.press('Control+Enter');
    await untilHandedOver(page, letter.subject);
    await expect(journal(page).getByText('Looked: not in Sent Items yet.').first()).toBeVisible();
  }
  await product.kill();
  passTime(product.dataDir, PATIENCE_MS);
  await product.start();
  await expect(page.getByRole('complementary', { name: 'Connection' })).toBeHidden();

  const [wasSent, sendAgain] = letters.map(({ subject }) =>
    page.getByRole('rowgroup', { name: 'Needs you' }).getByRole('row', { name: subject }),
  );
  await wasSent?.click();
  await expect(verdict(page)).toContainText('whether it left cannot be proved');
  await expect(journal(page).getByRole('row')).not.toHaveCount(0);
  await expectNoBarrierInAnyLook(page, 'Outbox, needs you');
  await page.getByRole('button', { name: 'It was sent' }).click();
  await untilSent(page);

  await sendAgain?.click();
  await page.getByRole('button', { name: 'Send again as new…' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('everybody receives it twice');
  await expect(question.getByRole('button', { name: 'Do not send' })).toBeFocused();
  await expectNoBarrierInAnyLook(page, 'Send again?');
  await tenant.switch({ markerReachesSentCopy: true, immutableIdOnSend: 'keeps', presetMessageIdSurvives: true });
  await question.getByRole('button', { name: 'Send again as new' }).click();
  await untilSent(page);
  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  // The first as often as it left, the second once more because a person wanted it.
  expect((await tenant.truth()).delivered.map(({ subject }) => subject).toSorted()).toEqual([
    'Notice of defects',
    'Order of the doors',
    'Order of the doors',
  ]);
});

function journal(page: Page) {
  return page.getByRole('table', { name: 'What we know' });
}
