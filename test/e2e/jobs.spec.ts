import { expect } from '@playwright/test';
import {
  causeJobs,
  causeRow,
  doubtSettings,
  goToJobs,
  jobsNeedingYou,
  leaveSendsInDoubt,
  makeDeadLetters,
  replaySheet,
} from './jobs-page.ts';
import { joinEngine } from './join-engine.ts';
import { focusedRegion, tabTo } from './keyboard.ts';
import { goToPlace } from './outbox-page.ts';
import { test } from './signed-in-product.ts';

const refusedAccess = 'Microsoft 365 refused access to the message';

test.describe('with sends in doubt', () => {
  test.use({ settings: doubtSettings });

  test('J1 J6 J7 J8 J10: shows causes, names the sends that it leaves out, and moves each job once, stopped and resumed', async ({
    page,
    product,
    tenant,
  }) => {
    await makeDeadLetters(page, tenant, [{ status: 403, count: 30 }]);
    await leaveSendsInDoubt(page, product, tenant, 2);
    await goToJobs(page);
    await expect(causeRow(page, refusedAccess)).toContainText('30');
    await expect(causeRow(page, /whether it was sent/)).toContainText('2');

    await page.getByText('Dead letters 32').click();
    await page.getByRole('button', { name: 'Replay all…' }).click();
    const sheet = replaySheet(page);
    await expect(sheet).toContainText(/Will (download|read) 30 .*send 0 messages\./);
    await expect(sheet).toContainText('2 jobs are left out');
    await expect(sheet).toContainText('Contract 1');
    await expect(sheet).toContainText('Contract 2');
    await sheet.getByRole('textbox', { name: 'Only the oldest' }).fill('7');
    await expect(sheet.getByRole('button', { name: 'Replay 7 downloads' })).toBeVisible();
    await sheet.getByRole('textbox', { name: 'Only the oldest' }).fill('');
    await sheet.getByRole('textbox', { name: 'A minute' }).fill('240');
    const replay = sheet.getByRole('button', { name: 'Replay 30 downloads' });
    await expect(replay).toHaveAttribute('aria-disabled', 'true');
    await sheet.getByRole('textbox', { name: 'Reason' }).fill('Access was granted');
    await replay.dblclick();

    const row = page.getByRole('list', { name: 'Replays' }).getByRole('listitem');
    await expect(row).toHaveCount(1);
    await expect(row.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^[1-9]/);
    await row.getByRole('button', { name: 'Stop' }).click();
    await expect(row).toContainText('Stopped');
    const moved = Number(await row.getByRole('progressbar').getAttribute('aria-valuenow'));
    expect(moved).toBeLessThan(30);
    await row.getByRole('button', { name: 'Resume' }).click();
    await expect(row).toContainText('30 of 30 moved, 30 done');
    await expect(jobsNeedingYou(page)).toHaveText(/^2\b/);
    await expect(row).toHaveCount(1);

    const engine = await joinEngine(product);
    const replayed = await engine.client.jobs.page({ filter: { fate: 'replayed' }, after: null, limit: 100 });
    expect(replayed.total).toBe(30);
    const all = await engine.client.jobs.page({ filter: { kind: 'ingest.message' }, after: null, limit: 100 });
    expect(all.rows.filter(({ state }) => state === 'done')).toHaveLength(30);
    expect(all.total).toBe(60);
    expect((await engine.client.audit.verify({})).ok).toBe(true);
    await engine.close();
    expect((await tenant.truth()).delivered).toHaveLength(0);
  });
});

test('J2 J3 J4 J5 J10 J14: a job is searched, read, discarded with a reason, taken back and replayed with another payload', async ({
  page,
  tenant,
}) => {
  await makeDeadLetters(page, tenant, [{ status: 403, count: 3 }]);
  await goToJobs(page);
  await page.getByText('Dead letters 3').click();
  const list = page.getByRole('grid', { name: 'Dead letters' });
  await page.getByRole('searchbox', { name: 'Search jobs' }).fill('"Plans 2"');
  await page.getByRole('searchbox', { name: 'Search jobs' }).fill('Plans 2');
  await expect(list.getByRole('row')).toHaveCount(1);
  await list.getByRole('row').click();
  const job = page.getByRole('article');
  await expect(job.locator('.detail-verdict')).toContainText('The mailbox still has the message.');
  await expect(job.getByRole('list', { name: 'Waybill' }).getByRole('listitem')).not.toHaveCount(0);
  await expect(job.locator('.attempt')).toContainText('Failed for good: graph_4xx, HTTP 403');
  await job.getByText('JSON').click();
  await expect(job.getByLabel('Attempts as JSON')).toContainText('"httpStatus": 403');
  await list.getByRole('row').focus();
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog', { name: 'What the words mean' })).toContainText('Put aside by a person');
  await page.keyboard.press('Escape');

  await job.getByRole('button', { name: 'Discard…' }).click();
  const why = page.getByRole('dialog', { name: 'Discard this job?' });
  await expect(why.getByRole('button', { name: 'Discard' })).toHaveAttribute('aria-disabled', 'true');
  await why.getByRole('textbox', { name: 'Reason' }).fill('Nobody needs plan 2');
  await page.keyboard.press('Enter');
  await expect(job.getByRole('table', { name: 'History' })).toContainText('Discarded: “Nobody needs plan 2”');
  await expect(job.locator('.detail-lead')).toContainText('Discarded');
  await expect(jobsNeedingYou(page)).toHaveText(/^2\b/);
  await job.getByRole('button', { name: 'Retry' }).click();
  await expect(job.locator('.detail-lead')).toContainText('Done');

  await page.getByRole('searchbox', { name: 'Search jobs' }).fill('Plans 1');
  await expect(list.getByRole('row')).toHaveCount(1);
  await list.getByRole('row').click();
  await job.getByRole('button', { name: 'Edit and replay…' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit and replay' });
  const text = edit.getByRole('textbox', { name: 'What may be changed' });
  await text.fill('{');
  await expect(edit.getByRole('status')).toContainText('This is not JSON');
  await text.fill('{ "messageId": "no-such-message" }');
  await expect(edit.getByLabel('Difference')).toContainText('"messageId": "no-such-message"');
  await edit.getByRole('textbox', { name: 'Reason' }).fill('It was moved');
  await edit.getByRole('button', { name: 'Replay with 1 change' }).click();
  await expect(edit).toHaveCount(0);
  await expect(job).toContainText('Took the place of');
  await expect(job.locator('.payload').last()).toContainText('no-such-message');
});

test('J13 A1 S5: causes, jobs, replay and history answer to the keyboard alone', async ({ page, tenant }) => {
  await makeDeadLetters(page, tenant, [
    { status: 403, count: 4 },
    { status: 400, count: 1, requestsEach: 2 },
  ]);
  await goToPlace(page, 'Write');
  await page.keyboard.press('Control+4');
  await expect(page.getByText('5 dead letters need you.')).toBeVisible();
  await page.keyboard.press('Control+f');
  const field = page.getByRole('searchbox', { name: 'Search jobs' });
  await expect(field).toBeFocused();
  await expect(causeRow(page, refusedAccess)).toBeVisible();
  await tabTo(page, causeRow(page, refusedAccess));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('article').getByRole('heading', { level: 2 })).toContainText('(400)');
  await page.keyboard.press('Home');
  await expect(page.getByRole('article').getByRole('heading', { level: 2 })).toHaveText(refusedAccess);

  await expect(causeJobs(page).getByRole('row')).toHaveCount(4);
  await page.keyboard.press('F6');
  expect(await focusedRegion(page)).toBe('detail');
  await expect(causeJobs(page).getByRole('row').first()).toBeFocused();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Space');
  await expect(causeJobs(page).locator('[aria-selected="true"]')).toHaveCount(2);
  await tabTo(page, page.getByRole('button', { name: 'Replay 2…' }));
  await page.keyboard.press('Enter');
  const sheet = replaySheet(page);
  await expect(sheet.getByRole('button', { name: 'Replay 2 downloads' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Replay 2…' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(causeJobs(page).locator('[aria-selected="true"]')).toHaveCount(0);

  await page.keyboard.press('Shift+Tab');
  await expect(causeJobs(page).locator('[tabindex="0"]')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: '← Back to the cause' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(causeJobs(page).locator('[tabindex="0"]')).toBeFocused();
  await page.keyboard.press('r');
  await expect(jobsNeedingYou(page)).toHaveText(/^4\b/);

  await tabTo(page, page.getByRole('button', { name: 'Discard all…' }));
  await page.keyboard.press('Enter');
  const discard = page.getByRole('dialog', { name: 'Discard these jobs?' });
  await expect(discard.getByRole('button', { name: 'Discard 3 jobs' })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.type('Nobody needs them');
  await page.keyboard.press('Enter');
  await expect(discard).toBeHidden();
  await expect(jobsNeedingYou(page)).toHaveText(/^1\b/);
});

test.describe('where jobs may only be looked at', () => {
  test.use({ settings: { MAILROOM_JOBS_ROLE: 'view' } });

  test('J12: says so once, and offers nothing that would be refused', async ({ page, product, tenant }) => {
    await makeDeadLetters(page, tenant, [{ status: 403, count: 2 }]);
    await goToJobs(page);
    await expect(page.getByText('Jobs can only be looked at here.')).toHaveCount(1);
    await causeRow(page, refusedAccess).click();
    await expect(causeJobs(page).getByRole('row')).toHaveCount(2);
    const deeds = page.getByRole('main').getByRole('button', { name: /Replay|Discard|Retry|Park/ });
    await expect(deeds).toHaveCount(0);
    await causeJobs(page).getByRole('row').first().focus();
    await page.keyboard.press('r');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article')).toContainText('The mailbox still has the message.');
    await expect(deeds).toHaveCount(0);
    await page.getByText('Dead letters 2').click();
    await expect(page.getByRole('grid', { name: 'Dead letters' }).getByRole('row')).toHaveCount(2);
    await expect(deeds).toHaveCount(0);
    const engine = await joinEngine(product);
    expect(await engine.client.audit.page({ before: null, limit: 10 })).toEqual([]);
    await engine.close();
  });
});
