import { expect } from '@playwright/test';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { goToPlace, untilHandedOver } from './outbox-page.ts';
import { pickAccount } from './product.ts';
import { writeSampleFile } from './sample-files.ts';
import { test } from './signed-in-product.ts';
import { attachFiles, typeLetter } from './write-page.ts';

const team = 'team@sandbox.example';

test('C15 MP1: a shared mailbox is allowed, tried and chosen under From; refused, the mail goes from one’s own', async ({
  page,
  product,
  tenant,
}) => {
  await goToPlace(page, 'Settings');
  await page.getByRole('button', { name: 'Send from another mailbox…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send from another mailbox' });
  await dialog.getByRole('textbox', { name: 'Address' }).fill(team);
  await dialog.getByRole('button', { name: 'Check and add' }).click();
  const allow = dialog.getByRole('button', { name: 'Allow it' });
  const [picker] = await Promise.all([page.context().waitForEvent('page'), allow.click()]);
  await pickAccount(picker);
  const added = page.getByRole('list', { name: /Sent from through/ });
  await expect(added).toContainText('Files over 3 MB are not allowed here.');
  await expectNoBarrierInAnyLook(page, 'Settings, a shared mailbox');

  await tenant.switch({ sendRights: false });
  await goToPlace(page, 'Write');
  await page.getByRole('button', { name: 'Change…' }).click();
  await page.getByRole('menuitem', { name: team }).click();
  await expect(page.locator('.from-sender')).toContainText('Whether you may send as it shows with the first message.');
  await typeLetter(page, { to: ['legal@sandbox.example'], subject: 'From the team', text: 'Hello.' });
  await attachFiles(page, [writeSampleFile(product.dataDir, 'plans.zip', 3_300_000)]);
  const problem = page
    .getByRole('alert')
    .filter({ hasText: `You can write in ${team} but not attach files over 3 MB` });
  await expect(problem.getByRole('button', { name: 'Send from my mailbox' })).toBeVisible();
  await expect(problem.getByRole('button', { name: 'Copy request for IT' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove plans.zip' }).press('Enter');
  await expect(problem).toBeHidden();
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, 'From the team');
  await expect(page.getByRole('article')).toContainText(`You do not have Send As for ${team}. Not sent.`);
  await page.getByRole('button', { name: 'Send from my mailbox' }).click();
  await expect(page.locator('.from-sender')).toContainText('sender@sandbox.example');
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, 'From the team');
  await expect
    .poll(async () => (await tenant.truth()).delivered.map(({ from }) => from))
    .toEqual(['sender@sandbox.example']);
});
