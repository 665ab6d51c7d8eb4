import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { goToPlace } from './outbox-page.ts';
import type { Product } from './product.ts';
import type { Show } from './show.ts';

/** An administrator decides the pace; counts from the next start of the product. */
export function writePolicy({ dataDir }: Pick<Product, 'dataDir'>, policy: object): void {
  writeFileSync(join(dataDir, 'policy.json'), JSON.stringify(policy));
}

export function settingLine(page: Page, label: string) {
  return page.getByRole('group', { name: label, exact: true });
}

/** Settings as a person changes them, what is recorded, and a support bundle. */
export async function visitSettings(page: Page, show: Show): Promise<void> {
  await goToPlace(page, 'Settings');
  const search = page.getByRole('searchbox', { name: 'Search settings' });
  const perMinute = settingLine(page, 'Messages a minute');
  await perMinute.getByRole('textbox').fill('7');
  await perMinute.getByRole('textbox').press('Enter');
  await perMinute.getByText('From the next start on').waitFor();
  const floor = settingLine(page, 'Always free on the disk').getByRole('textbox');
  await floor.fill('5 GB');
  await floor.press('Enter');
  await settingLine(page, 'Always free on the disk').getByText('Chosen here').waitFor();
  await show(page, 'settings-choices');
  await search.fill('disk');
  await show(page, 'settings-disk');
  await search.fill('largest');
  await settingLine(page, 'Largest file').getByRole('textbox').fill('nothing');
  await show(page, 'settings-unread');
  await search.fill('no such thing');
  await show(page, 'settings-none');
  await search.fill('telemetry');
  await show(page, 'settings-telemetry');
  await page.getByRole('button', { name: 'Show what is recorded…' }).click();
  await page.getByRole('region', { name: 'Recorded now' }).getByText('mailroom_jobs').first().waitFor();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await show(page, 'settings-recorded');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Prepare a support bundle…' }).click();
  await page.getByRole('tab', { name: /^log\.txt/ }).click();
  await page.getByRole('searchbox', { name: 'Search log.txt' }).fill('info');
  await show(page, 'settings-bundle');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}
