import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { readZip } from '../browser/read-zip.ts';
import { tabTo } from './keyboard.ts';
import { goToPlace, untilSent } from './outbox-page.ts';
import { test } from './signed-in-product.ts';
import { settingLine, writePolicy } from './visit-settings.ts';
import { typeLetter } from './write-page.ts';

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search settings' });

async function openSettings(page: Page): Promise<void> {
  await goToPlace(page, 'Settings');
  await expect(settingLine(page, 'Always free on the disk')).toBeVisible();
}

test('settings are found by words, by variable and by section, and what matches nothing says so', async ({ page }) => {
  await openSettings(page);
  await page.keyboard.press('Control+f');
  await expect(search(page)).toBeFocused();
  const found = page.locator('.setting');
  await page.keyboard.type('always free');
  await expect(found).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.keyboard.type('ms_limit_messages');
  await expect(found).toHaveCount(1);
  await expect(found).toHaveAttribute('data-setting', 'MS_LIMIT_MESSAGES_PER_MIN');
  await search(page).fill('connection');
  await expect(page.getByRole('heading', { name: 'Connection' })).toBeVisible();
  await search(page).fill('quarks');
  await expect(page.getByText('No setting matches “quarks”.')).toBeVisible();
  await expect(found).toHaveCount(0);
});

test('a setting is changed, refused at its field, kept through a restart and reset, by keyboard alone', async ({
  page,
  product,
}) => {
  await openSettings(page);
  const floor = settingLine(page, 'Always free on the disk');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('always free');
  await tabTo(page, floor.getByRole('textbox'));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('lots');
  await expect(floor.locator('.field-problem')).toHaveText('An amount such as 500 MB.');
  await page.keyboard.press('Enter');
  await expect(floor.getByText('Default')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(floor.getByRole('textbox')).toHaveValue('1 GB');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('2.5 gb');
  await page.keyboard.press('Enter');
  await expect(floor.getByText('Chosen here')).toBeVisible();
  await expect(floor.getByRole('textbox')).toBeFocused();

  await product.kill();
  await product.start();
  await page.goto(product.launchUrl);
  await expect(floor.getByRole('textbox')).toHaveValue('2.5 GB');
  await expect(floor.getByText('Chosen here')).toBeVisible();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('always free');
  await tabTo(page, floor.getByRole('button', { name: /^Reset/ }));
  await page.keyboard.press('Enter');
  await expect(floor.getByText('Default')).toBeVisible();
  await expect(floor.getByRole('textbox')).toHaveValue('1 GB');
  await expect(floor.getByRole('textbox')).toBeFocused();
});

test('what counts later says so until the next start', async ({ page, product }) => {
  await openSettings(page);
  const perMinute = settingLine(page, 'Messages a minute');
  await perMinute.getByRole('textbox').fill('7');
  await perMinute.getByRole('button', { name: 'Save: Messages a minute' }).click();
  await expect(perMinute.getByText('From the next start on. Until then: 25.')).toBeVisible();
  await product.kill();
  await product.start();
  await page.goto(product.launchUrl);
  await expect(perMinute.getByText('Chosen here')).toBeVisible();
  await expect(perMinute.getByText('From the next start on')).toBeHidden();
});

test('O4: internal-only is switched on here and seen on every screen at once, with who set it', async ({ page }) => {
  await openSettings(page);
  const domains = settingLine(page, 'Internal domains').getByRole('textbox');
  await domains.fill('sandbox.example');
  await domains.press('Enter');
  const ribbon = page.getByRole('complementary', { name: 'Internal-only' });
  await expect(ribbon).toBeHidden();
  await settingLine(page, 'Internal-only').getByRole('switch').press('Space');
  for (const place of ['Write', 'Outbox', 'Files', 'Settings'] as const) {
    await goToPlace(page, place);
    await expect(ribbon).toContainText('Mail goes to sandbox.example and nowhere else. Chosen here.');
  }
  await settingLine(page, 'Internal-only').getByRole('switch').press('Space');
  await expect(ribbon).toBeHidden();
});

test('what an administrator decided has a lock, names them, and has nothing to change it with', async ({
  page,
  product,
}) => {
  writePolicy(product, { MAILROOM_DISK_FLOOR_BYTES: 3_000_000_000 });
  await product.kill();
  await product.start();
  await page.goto(product.launchUrl);
  await goToPlace(page, 'Settings');
  const floor = settingLine(page, 'Always free on the disk');
  await expect(floor).toContainText('3 GB');
  await expect(floor).toContainText('Set by your administrator');
  await expect(floor.locator('svg')).toHaveCount(1);
  await expect(floor.getByRole('textbox').or(floor.getByRole('button'))).toHaveCount(0);
  await search(page).fill('set by your administrator');
  await expect(page.locator('.setting')).toHaveCount(1);
});

test('O6: what is recorded is shown live, can be searched, and stands still while it is paused', async ({ page }) => {
  await openSettings(page);
  await page.getByRole('button', { name: 'Show what is recorded…' }).click();
  const recorded = page.getByRole('region', { name: 'Recorded now' });
  const requests = recorded.locator('dl > div').filter({ hasText: 'graph_requests_total' });
  await page.getByRole('searchbox', { name: 'Search what is recorded' }).fill('graph_requests');
  await expect(requests).toBeVisible();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(recorded).toContainText('paused');
  const before = await recorded.innerText();
  const second = await page.context().newPage();
  await second.goto(new URL('/', page.url()).href);
  await goToPlace(second, 'Write');
  await typeLetter(second, { to: ['finance@sandbox.example'], subject: 'Plans', text: 'As agreed.' });
  await second.getByRole('button', { name: /^Send/ }).click();
  await untilSent(second);
  await second.close();
  expect(await recorded.innerText()).toBe(before);
  await page.getByRole('button', { name: 'Go on', exact: true }).click();
  await expect(requests).toContainText('outcome ok');
  await page.getByRole('searchbox', { name: 'Search what is recorded' }).fill('send.accepted');
  await expect(recorded.locator('.recorded-log')).toContainText('"event":"send.accepted"');
  expect(await recorded.innerText()).not.toContain('@');
});

test('O7: a support bundle is read before it is saved, and saved as it was read', async ({ page, product }) => {
  await openSettings(page);
  await page.getByRole('button', { name: 'Prepare a support bundle…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Support bundle' });
  await expect(dialog.getByText('Nothing is saved or sent yet.')).toBeVisible();
  const shown = new Map<string, string | null>();
  for (const tab of await dialog.getByRole('tab').all()) {
    await tab.click();
    const name = (await tab.innerText()).split(/\s/)[0] ?? '';
    shown.set(name, await dialog.getByRole('region', { name }).textContent());
  }
  await dialog.getByRole('tab', { name: /^doctor\.json/ }).click();
  await dialog.getByRole('searchbox', { name: 'Search doctor.json' }).fill('mailbox-1@example');
  await expect(dialog.locator('mark').first()).toHaveText('mailbox-1@example');
  await expect(dialog.getByText(/^1 of \d+ place/)).toBeVisible();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as ZIP' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^mailroom-support-.*\.zip$/);
  const saved = [...readZip(readFileSync(await download.path()))].map(([name, bytes]) => [name, bytes.toString()]);
  expect(saved).toEqual([...shown]);
  const all = [...shown.values()].join('\n');
  expect(['sandbox.example', product.dataDir].filter((personal) => all.includes(personal))).toEqual([]);
  await expect(dialog.getByText(/is saved. Nobody has it until you send it/)).toBeVisible();
});
