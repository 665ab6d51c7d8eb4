import { type Page } from '@playwright/test';
import { collector, fileLine, filesField, followInbox, untilAllStored, untilListed } from './files-page.ts';
import { goToPlace } from './outbox-page.ts';
import type { SandboxTenant } from './sandbox-tenant.ts';
import type { Show } from './show.ts';

/** What comes by mail: from the first choice to files of every kind, found, selected and looked at. */
export async function visitFiles(page: Page, tenant: SandboxTenant, show: Show): Promise<void> {
  await goToPlace(page, 'Files');
  await page
    .getByText(/^Reads a list of/)
    .first()
    .waitFor();
  await show(page, 'files-first-use');
  await tenant.fault({ match: { path: '/attachments/.*value' }, action: 'status', status: 403, times: 1 });
  await followInbox(page, 'Everything');
  await untilListed(page, /files$/);
  await untilAllStored(page);
  await show(page, 'files-list');

  await page.locator('.files-line[data-state="needsYou"]').first().click();
  await page.locator('.detail-verdict').waitFor();
  await show(page, 'files-needs-you');
  await backToList(page);
  await fileLine(page, 'invoice-1043.pdf').click();
  await page.getByRole('heading', { name: 'invoice-1043.pdf' }).waitFor();
  await page.getByRole('button', { name: 'Show the message' }).click();
  await page.locator('.mail-body iframe').waitFor();
  await show(page, 'files-open');
  await page.getByRole('button', { name: 'Hide the message' }).click();
  await backToList(page);

  await filesField(page).fill('larger:abc from:a');
  await page.getByText('larger: expects a size').waitFor();
  await show(page, 'files-problem');
  await filesField(page).fill('nothingiscalledthis');
  await page.getByText('No file matches.').waitFor();
  await show(page, 'files-no-match');
  await filesField(page).fill('type:image');
  await untilListed(page, /^\d files$/);
  await page.getByRole('button', { name: 'Show as pictures' }).click();
  await page.locator('.thumbnail img').first().waitFor();
  await show(page, 'files-pictures');
  await page.getByRole('button', { name: 'Show as a list' }).click();
  await filesField(page).fill('');
  await fileLine(page, 'invoice-1043.pdf').waitFor();
  await page.locator('.files-line').first().click();
  await page
    .locator('.files-line')
    .nth(1)
    .click({ modifiers: ['Shift'] });
  await page.getByRole('region', { name: 'Selected files' }).waitFor();
  await show(page, 'files-selected');
  await page.getByRole('button', { name: 'Clear' }).click();

  await goToPlace(page, 'Settings');
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('files');
  await page.getByRole('list', { name: 'Followed folders' }).getByText(collector).waitFor();
  await show(page, 'settings-files');
}

/** A narrow window shows the open file alone. */
async function backToList(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
}
