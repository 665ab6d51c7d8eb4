import type { Page } from '@playwright/test';
import { causeJobs, causeRow, goToJobs, leaveSendsInDoubt, makeDeadLetters, replaySheet } from './jobs-page.ts';
import type { Product } from './product.ts';
import type { SandboxTenant } from './sandbox-tenant.ts';
import type { Show } from './show.ts';

const refusedAccess = 'Microsoft 365 refused access to the message';

/** What failed: from nothing at all to causes, jobs, a replay that runs, and every layer that asks first. */
export async function visitJobs(page: Page, product: Product, tenant: SandboxTenant, show: Show): Promise<void> {
  await goToJobs(page);
  await page.getByText('No dead letters.').or(page.getByText('Nothing has failed yet.')).first().waitFor();
  await show(page, 'jobs-empty');
  await makeDeadLetters(page, tenant, [
    { status: 403, count: 40 },
    { status: 400, count: 2, requestsEach: 2 },
  ]);
  await leaveSendsInDoubt(page, product, tenant, 2);
  await goToJobs(page);
  await causeRow(page, refusedAccess).waitFor();
  await show(page, 'jobs-causes');

  await causeRow(page, refusedAccess).click();
  await causeJobs(page).getByRole('row').nth(2).waitFor();
  await show(page, 'jobs-cause');
  await causeJobs(page).getByRole('row').nth(1).click();
  await page.locator('.detail-verdict').waitFor();
  await show(page, 'jobs-job');
  await page.getByRole('button', { name: 'Discard…' }).click();
  await page.getByRole('dialog', { name: 'Discard this job?' }).getByRole('textbox', { name: 'Reason' }).waitFor();
  await show(page, 'jobs-discard');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Discard this job?' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Edit and replay…' }).click();
  const text = page.getByRole('textbox', { name: 'What may be changed' });
  await text.fill((await text.inputValue()).replace(/: ".*"/, ': "another-message"'));
  await page.getByLabel('Difference').waitFor();
  await show(page, 'jobs-edit');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Edit and replay' }).waitFor({ state: 'detached' });
  await leave(page);

  await page.getByText('All', { exact: true }).click();
  await page.getByRole('grid', { name: 'All jobs' }).getByRole('row').nth(2).waitFor();
  await show(page, 'jobs-all');
  await page.getByRole('button', { name: 'What the words mean' }).click();
  await page.getByRole('dialog', { name: 'What the words mean' }).waitFor();
  await show(page, 'jobs-words');
  await page.keyboard.press('Escape');
  await page.getByText(/^Dead letters \d/).click();
  const dead = page.getByRole('grid', { name: 'Dead letters' });
  await dead.getByRole('row').nth(2).waitFor();
  await dead.locator('.job-check').nth(1).click();
  await dead.locator('.job-check').nth(2).click();
  await page.getByRole('region', { name: 'Selected jobs' }).waitFor();
  await show(page, 'jobs-selected');
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('button', { name: 'Replay all…' }).click();
  await replaySheet(page).getByText('2 jobs are left out').waitFor();
  await show(page, 'jobs-replay');
  await replaySheet(page).getByRole('textbox', { name: 'A minute' }).fill('1');
  await replaySheet(page).getByRole('textbox', { name: 'Reason' }).fill('Access was granted');
  await replaySheet(page).getByRole('button', { name: 'Replay 42 downloads' }).click();
  await page.getByRole('list', { name: 'Replays' }).getByText('1 of 42 moved').waitFor();
  await show(page, 'jobs-replaying');
  await page.getByRole('searchbox', { name: 'Search jobs' }).fill('state:broken nothingiscalledthis');
  await page.getByText('state: is one of').waitFor();
  await page.getByText('No job matches.').waitFor();
  await show(page, 'jobs-problem');
}

/** What is open is closed, step by step. */
async function leave(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
}
