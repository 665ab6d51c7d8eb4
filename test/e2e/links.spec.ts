import { expect, type Locator, type Page } from '@playwright/test';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { untilHandedOver, untilSent } from './outbox-page.ts';
import { pickAccount } from './product.ts';
import { writeSampleFile } from './sample-files.ts';
import { test } from './signed-in-product.ts';
import { attachFiles, typeLetter } from './write-page.ts';

const sender = 'sender@sandbox.example';
const recipient = 'archive@sandbox.example';
const checkLine = (page: Page): Locator => page.getByRole('list', { name: 'Before sending' });

test('C7 C8 U7: 31 MB for a recipient who accepts 35 MB are too much once encoded, and go as a link by keyboard once OneDrive is allowed', async ({
  page,
  product,
  tenant,
}) => {
  await tenant.switch({
    mailboxSizeLimits: { [recipient]: 35_000_000 },
    mailTips: { [recipient]: { automaticReplies: { message: '<p>Away until <b>Monday</b>.</p>' } } },
  });
  const film = writeSampleFile(product.dataDir, 'film.zip', 31_000_000);
  await typeLetter(page, { to: [recipient], subject: 'The film', text: 'As agreed.' });
  await expect(checkLine(page)).toContainText(`${recipient} replies automatically: “Away until Monday.”`);
  const chunks = (await tenant.chunks()).length;
  await attachFiles(page, [film]);
  await expect(page.getByRole('meter')).toContainText('42.5 of 35 MB after encoding · limit set by archive@');
  await expect(checkLine(page)).toContainText(`About 42.5 MB once encoded; ${recipient} accepts 35 MB.`);
  await expect(page.getByRole('row', { name: 'film.zip' })).toContainText('Needs you');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: 'Share film.zip as link' }).first()).toBeVisible();
  await expectNoBarrierInAnyLook(page, 'Write, over a limit');
  expect(await tenant.chunks()).toHaveLength(chunks);

  const forMail = ['Mail.ReadWrite', 'Mail.Send', 'User.Read'];
  await tenant.steerSignIn({ user: sender, action: 'restrictScopes', scopes: forMail });
  await tenant.steerSignIn({ user: sender, action: 'revoke', refresh: false });
  await page.keyboard.press('Control+Shift+l');
  await expect(page.getByText('Mailroom may not use your OneDrive yet')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Allow OneDrive' })).toBeFocused();
  await tenant.steerSignIn({ user: sender, action: 'restrictScopes', scopes: null });
  const [picker] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')]);
  await pickAccount(picker);
  // What was asked for goes on by itself.
  const row = page.getByRole('row', { name: 'film.zip' });
  await expect(row).toContainText('Link ready for sandbox.example');
  await expect(page.getByRole('meter')).toContainText('limit set by archive@');
  // What was only said does not stop the second press.
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: 'Send anyway' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, 'The film');
  await untilSent(page);

  const shared = (await tenant.drive(sender)).find(({ sha256 }) => sha256 === film.sha256);
  expect(shared).toMatchObject({ name: 'film.zip', sha256: film.sha256, links: [{ scope: 'organization' }] });
  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  const mail = (await tenant.truth()).delivered.find(({ subject }) => subject === 'The film');
  expect(mail?.attachments).toEqual([]);
  expect(tenant.bodies().at(-1)).toContain(shared?.links[0]?.url);
});
