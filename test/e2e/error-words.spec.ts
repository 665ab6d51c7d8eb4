import { expect, type Locator, type Page } from '@playwright/test';
import { doInPalette } from './keyboard.ts';
import { goToPlace, untilHandedOver, untilSent, verdict } from './outbox-page.ts';
import { signIn } from './product.ts';
import { type SampleFile, writeSampleFile } from './sample-files.ts';
import type { SandboxTenant } from './sandbox-tenant.ts';
import { openNewMessage, test } from './shared-product.ts';
import { attachFiles, causeFault, openSandboxPanel, typeLetter } from './write-page.ts';

const sender = 'sender@sandbox.example';
const status = (page: Page): Locator => page.getByRole('contentinfo', { name: 'Status' });
const action = (page: Page, name: string): Locator => page.getByRole('article').getByRole('button', { name });

async function press(page: Page, button: Locator): Promise<void> {
  await button.focus();
  await page.keyboard.press('Enter');
}

async function write(page: Page, subject: string, files: readonly SampleFile[] = []): Promise<void> {
  await typeLetter(page, { to: ['legal@sandbox.example'], subject, text: 'As agreed.' });
  if (files.length > 0) await attachFiles(page, files);
}

/** A message in the Outbox of which no byte has moved, so that what goes wrong does so while somebody looks. */
async function handOverAtRest(page: Page, subject: string, files: readonly SampleFile[] = []): Promise<void> {
  await openNewMessage(page);
  await doInPalette(page, 'everything 1');
  await expect(status(page).getByRole('button', { name: /everything paused until/ })).toBeVisible();
  await write(page, subject, files);
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, subject);
  await expect(verdict(page)).toContainText('You paused everything');
}

async function letGo(page: Page): Promise<void> {
  await page.keyboard.press('Control+.');
  await expect(status(page).getByRole('button', { name: /everything paused until/ })).toBeHidden();
}

/** What arrived under a subject, as the hashes of its files: one entry for each time. */
async function arrived(tenant: SandboxTenant, subject: string): Promise<readonly string[][]> {
  await expect.poll(async () => (await tenant.truth()).pending).toBe(0);
  const mails = (await tenant.truth()).delivered.filter((mail) => mail.subject === subject);
  return mails.map(({ attachments }) => attachments.map(({ sha256 }) => sha256));
}

/** So that the next request finds out. */
const endHour = { action: 'revoke', refresh: false };
const proof = [{ action: 'demandClaims', inPerson: true }, endHour];
const challenges = [
  ['a further proof', proof, 'Your organization wants a further proof'],
  [
    'withdrawn consent',
    [{ action: 'setConsent', consented: false }, endHour],
    'The permission for Mailroom was withdrawn.',
  ],
] as const;

for (const [name, orders, words] of challenges) {
  test(`MP1 S3: ${name} is said where the message waits; one sign-in later it goes on by itself`, async ({
    page,
    product,
    tenant,
  }) => {
    const subject = `Despite ${name}`;
    await openNewMessage(page);
    for (const order of orders) await tenant.steerSignIn({ user: sender, ...order });
    await write(page, subject);
    await page.keyboard.press('Control+Enter');
    await untilHandedOver(page, subject);
    await expect(verdict(page)).toContainText(words);
    await expect(verdict(page)).toContainText('Drafts and uploads wait.');
    await press(page, action(page, 'Sign in'));
    await expect(page.getByText(`${sender}: ${words}`)).toBeVisible();
    await signIn(page, product);
    await untilHandedOver(page, subject);
    await untilSent(page);
    expect(await arrived(tenant, subject)).toEqual([[]]);
  });
}

test('MP3 U9: a paused provider is named in the Outbox and above Send, and what waits leaves when that is over', async ({
  page,
  tenant,
}) => {
  const hold = page.getByRole('switch', { name: 'Hold everything' });
  await handOverAtRest(page, 'Under way');
  await goToPlace(page, 'Settings');
  await hold.press('Space');
  await expect(hold).toBeChecked();
  await letGo(page);
  await goToPlace(page, 'Outbox');
  await page.getByRole('row', { name: 'Under way' }).click();
  await expect(verdict(page)).toHaveText(
    'Sending is stopped for now. What is uploaded stays. It goes on by itself once sending is allowed again.',
  );
  await page.keyboard.press('Control+n');
  await write(page, 'Too early');
  await page.keyboard.press('Control+Enter');
  const before = page.getByRole('list', { name: 'Before sending' });
  await expect(before).toContainText('Sending through Microsoft 365 is paused. Nothing was sent.');
  await expect(before).toContainText('PROVIDER_MICROSOFT_PAUSED decides this');

  await press(page, before.getByRole('button', { name: 'Open settings' }));
  await hold.press('Space');
  await expect(hold).not.toBeChecked();
  await goToPlace(page, 'Outbox');
  await page.getByRole('row', { name: 'Under way' }).click();
  await untilSent(page);
  await goToPlace(page, 'Write');
  await expect(page.getByRole('textbox', { name: 'Subject', exact: true })).toHaveValue('Too early');
  await expect(before).toBeHidden();
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, 'Too early');
  await untilSent(page);
  expect([await arrived(tenant, 'Under way'), await arrived(tenant, 'Too early')]).toEqual([[[]], [[]]]);
});

test('U1 U5: an upload window that closed is said with its time and what goes again, and the file arrives once', async ({
  page,
  product,
  tenant,
}) => {
  const file = writeSampleFile(product.dataDir, 'survey.las', 12_000_000);
  await handOverAtRest(page, 'Survey', [file]);
  await tenant.fault({ match: { method: 'PUT', nth: 3 }, action: 'expireSession', times: 0 });
  await letGo(page);
  await expect(verdict(page)).toHaveText(
    /^The upload window for survey\.las closed at \d\d:\d\d\. The draft is safe; 7\.8 MB must go again/,
  );
  await tenant.clearFaults();
  await untilSent(page);
  expect(await arrived(tenant, 'Survey')).toEqual([[file.sha256]]);
});

test('C8 U7: a size that the mailbox refuses in the middle is said, and its file goes as a link by one key', async ({
  page,
  product,
  tenant,
}) => {
  const file = writeSampleFile(product.dataDir, 'scan.tif', 12_000_000);
  await handOverAtRest(page, 'Scan', [file]);
  await openSandboxPanel(page);
  await causeFault(page, 'Refuse the size');
  await letGo(page);
  await expect(verdict(page)).toHaveText(
    /^About 16\.5 MB once encoded; your mailbox refused it after [\d.]+ MB\. Nothing was sent\. Share a file as a link/,
  );
  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.getByRole('button', { name: 'Close the sandbox panel' }).click();
  await press(page, action(page, 'Share scan.tif as link'));
  const files = page.getByRole('grid', { name: 'Attached files' });
  await expect(files.getByRole('row', { name: 'scan.tif' })).toContainText('Link ready for sandbox.example');
  await page.keyboard.press('Control+Enter');
  await untilHandedOver(page, 'Scan');
  await untilSent(page);
  expect(await arrived(tenant, 'Scan')).toEqual([[]]);
  const shared = await tenant.drive(sender);
  expect(shared.filter(({ sha256 }) => sha256 === file.sha256)).toHaveLength(1);
});
