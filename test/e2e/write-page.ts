import { expect, type Locator, type Page } from '@playwright/test';
import { picture, type SamplePicture } from './sample-files.ts';

export interface Letter {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** Fills in what is typed, as a person does. */
export async function typeLetter(page: Page, { to, subject, text }: Letter): Promise<void> {
  const recipients = page.getByRole('combobox', { name: 'To', exact: true });
  for (const address of to) {
    await recipients.fill(address);
    await recipients.press('Enter');
    await expect(page.getByRole('grid', { name: 'To, recipients' }).getByText(roleOf(address))).toBeVisible();
  }
  await page.getByRole('textbox', { name: 'Subject' }).fill(subject);
  const editor = page.getByRole('textbox', { name: 'Message text' });
  await editor.click();
  await editor.pressSequentially(text);
}

export async function insertPicture(
  page: Page,
  file: SamplePicture = picture,
  text: Locator = page.getByRole('textbox', { name: 'Message text' }),
): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Picture' }).click();
  await (await chooser).setFiles(file);
  await expect(text.getByRole('img')).toBeVisible();
}

/** Chooses files in the system's dialog and waits until Mailroom has all of their bytes. */
export async function attachFiles(page: Page, files: readonly { path: string; name: string }[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page
    .locator('.write-actions')
    .getByRole('button', { name: /^Attach/ })
    .click();
  await (await chooser).setFiles(files.map(({ path }) => path));
  await untilAttached(page, files);
}

export async function untilAttached(page: Page, files: readonly { name: string }[]): Promise<void> {
  const list = page.getByRole('grid', { name: 'Attached files' });
  for (const { name } of files) {
    await expect(list.getByRole('row', { name })).toBeVisible({ timeout: 120_000 });
  }
}

export async function openSandboxPanel(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'sandbox tenant' }).click();
  await page.getByRole('button', { name: 'Open the sandbox panel' }).click();
  await expect(page.getByRole('complementary', { name: 'Sandbox tenant' })).toBeVisible();
}

export async function causeFault(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Cause: ${name}` }).click();
  const fault = page.getByRole('listitem').filter({ hasText: name });
  await expect(fault.getByText(/^Active/)).toBeVisible();
}

function roleOf(address: string): RegExp {
  return new RegExp(address.split('@')[0] ?? address, 'i');
}
