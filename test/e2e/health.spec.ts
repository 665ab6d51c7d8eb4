import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, type Page } from '@playwright/test';
import { submitInput } from '../../contract/outbox.ts';
import type { ApiClient, Engine } from '../../main/engine/host.ts';
import { expectNoBarrierInAnyLook } from './expect-no-barrier.ts';
import { joinEngine } from './join-engine.ts';
import { type Product, signIn } from './product.ts';
import type { SandboxTenant } from './sandbox-tenant.ts';
import { test } from './signed-in-product.ts';
import { hasRedis, startStagedRollout } from './staged-rollout.ts';
import { writePolicy } from './visit-settings.ts';

// What takes ten minutes in life may not take them here: everything else is as people have it.
test.use({ settings: { MAILROOM_OBJECTIVE_BACKLOG_S: '2' }, contextOptions: { reducedMotion: 'reduce' } });

interface Rig {
  readonly tenant: SandboxTenant;
  readonly engine: Engine;
  readonly client: ApiClient;
}

test('O1: each of six situations is one sentence in Health, and ends by itself', async ({ page, product, tenant }) => {
  const rig = await openHealth(page, product, tenant);
  await expect(verdict(page)).toHaveText(/Nothing is wrong\.$|^Sending is healthy\.$/);
  await expect(mark(page)).toBeHidden();

  await test.step('throttled', () => throttled(page, rig));
  await test.step('sending is paused', () => paused(page, rig));
  await test.step('the disk is full', () => diskFull(page, rig));
  await test.step('ingest is behind', () => ingestBehind(page, rig));
  await test.step('the worker is gone', () => workerGone(page, product));
  await test.step('a sign-in is needed', () => signInNeeded(page, product, rig));
  await rig.engine.close();
});

async function throttled(page: Page, { tenant, client }: Rig): Promise<void> {
  await tenant.fault({ match: { path: '/messages' }, action: 'throttle', times: 1, retryAfter: 12 });
  await send(client, 'Throttled');
  await expect(verdict(page)).toHaveText(
    /^Microsoft 365 asked us to slow down; sending continues at \d\d:\d\d by itself\.$/,
  );
  await untilHealthy(page);
  // It counts as healthy from the end of the throttle on, a moment before the message is on its way.
  await expect.poll(async () => (await client.outbox.list({})).map(({ state }) => state)).toEqual(['sent']);
}

async function paused(page: Page, { client }: Rig): Promise<void> {
  const flag = { name: 'paused', reason: 'a rehearsal', via: 'command' } as const;
  await client.flags.set({ ...flag, value: true });
  await expect(verdict(page)).toHaveText(
    /^Sending is paused on this computer since \d\d:\d\d; new messages will wait\.$/,
  );
  await client.flags.set({ ...flag, value: false });
  await untilHealthy(page);
}

async function diskFull(page: Page, { client }: Rig): Promise<void> {
  for (const { id } of await client.accounts.list({})) {
    await client.ingest.follow({ account: id, folder: 'inbox', scope: { kind: 'fromNow' } });
  }
  // As if everything that is free were needed for something else.
  await client.settings.set({ name: 'MAILROOM_DISK_FLOOR_BYTES', value: '9000000000000000', via: 'command' });
  await expect(verdict(page)).toHaveText(/^Sending is healthy\. Ingest is paused because the disk is full\.$/);
  await expect(mark(page)).toBeVisible();
  await client.settings.reset({ name: 'MAILROOM_DISK_FLOOR_BYTES', via: 'command' });
  await untilHealthy(page);
  await expect(mark(page)).toBeHidden();
}

async function ingestBehind(page: Page, { tenant, client }: Rig): Promise<void> {
  await tenant.fault({ match: { path: '/attachments' }, action: 'slow', times: 0, delayMs: 6_000 });
  await tenant.deliver({
    to: 'sender@sandbox.example',
    from: { address: 'archive@sandbox.example' },
    subject: 'Behind',
    attachments: [{ name: 'plans.txt', sizeBytes: 200 }],
  });
  await client.ingest.checkNow({ account: null });
  await expect(verdict(page)).toHaveText(
    /^Sending is healthy\. Ingest is behind by \d+ seconds; 1 message waits to be collected\.$/,
  );
  await tenant.clearFaults();
  await untilHealthy(page);
}

/** Another program holds the database, as a backup or a virus scanner may: the worker cannot go on. */
async function workerGone(page: Page, { dataDir }: Product): Promise<void> {
  const db = new Database(join(dataDir, 'mailroom.db'));
  try {
    db.exec('BEGIN IMMEDIATE');
    await expect(verdict(page)).toHaveText(
      /^Nothing is being sent or collected: the worker stopped at \d\d:\d\d; it tries again at \d\d:\d\d\.$/,
    );
  } finally {
    db.close();
  }
  await page.getByRole('button', { name: 'Start worker' }).click();
  await untilHealthy(page);
}

async function signInNeeded(page: Page, product: Product, { client }: Rig): Promise<void> {
  await client.sandbox.cause({ fault: 'signInExpires' });
  await send(client, 'Waits');
  await expect(verdict(page)).toHaveText('sender@sandbox.example must sign in again; its 1 message waits.');
  await page.getByRole('button', { name: /needs you to sign in/ }).click();
  await page.getByRole('button', { name: 'Accounts…' }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await signIn(page, product);
  await goToHealth(page);
  await untilHealthy(page);
}

test('O2: an alert says whom it affects and what to do, opens its runbook, and is silenced with an end and a reason', async ({
  page,
  product,
  tenant,
}) => {
  const { client, engine } = await openHealth(page, product, tenant);
  await client.settings.set({ name: 'MAILROOM_DISK_FLOOR_BYTES', value: '9000000000000000', via: 'command' });
  const alert = page.getByRole('region', { name: 'Alerts' }).getByRole('listitem');
  await expect(alert).toContainText('The disk is full');
  await expect(alert).toContainText(/since \d\d:\d\d/);
  await expect(alert).toContainText('Owner: you.');
  await expectNoBarrierInAnyLook(page, 'Health, with an alert');

  await page.getByRole('button', { name: 'Runbook: The disk is full' }).click();
  const runbook = page.getByRole('dialog', { name: 'Runbook' });
  await expect(runbook.getByRole('heading', { level: 1 })).toBeVisible();
  await expectNoBarrierInAnyLook(page, 'Runbook');
  await page.keyboard.press('Escape');
  await expect(runbook).toBeHidden();

  await page.getByRole('button', { name: 'Silence: The disk is full' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('A larger disk comes tomorrow');
  await dialog.getByText('4 hours').click();
  await expectNoBarrierInAnyLook(page, 'Silence');
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: /^Silence until/ }).click();
  await expect(alert).toContainText(/Silenced until \d\d:\d\d|Silenced until \w+/);
  await expect(alert).toContainText('A larger disk comes tomorrow');
  await expect(verdict(page)).toHaveText(/beyond the alerts that are silenced\.$/);
  await expect(mark(page)).toBeHidden();

  await page.getByRole('button', { name: 'End silence: The disk is full' }).click();
  await expect(mark(page)).toBeVisible();
  const entries = await client.audit.page({ before: null, limit: 10 });
  expect(entries.map(({ action }) => action).filter((action) => action.startsWith('alert.'))).toEqual([
    'alert.unsilence',
    'alert.silence',
  ]);
  await engine.close();
});

test('O1: the numbers can be read as a table, and what is known stays with its age when the engine goes', async ({
  page,
  product,
  tenant,
}) => {
  const { engine } = await openHealth(page, product, tenant);
  await engine.close();
  await expect(page.getByRole('img', { name: /^Upload, MB\/s, of the last hour/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show the numbers as a table' }).click();
  const table = page.getByRole('table');
  await expect(table.getByRole('columnheader')).toHaveCount(5);
  await expect(table.getByRole('row', { name: /^Now/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show the curves' }).click();
  await page.getByText('Week', { exact: true }).click();
  await expect(page.getByRole('img', { name: /^Upload, MB\/s, of the last week/ })).toBeVisible();
  await product.kill();
  await expect(page.getByText(/^Last known, \d+ s old: the engine cannot be reached\./)).toBeVisible();
  await expect(page.locator('.measure-chart[data-stale]')).toHaveCount(4);
});

test('O3: the ladder says where a rollout stands and why, and takes a word from a person with a reason', async ({
  page,
  product,
}) => {
  test.skip(!hasRedis, 'Needs a redis-server.');
  const rollout = await startStagedRollout();
  try {
    writePolicy(product, { REDIS_URL: rollout.url });
    await product.kill();
    await product.start();
    await page.goto(product.launchUrl);
    await goToHealth(page);
    const ladder = page.getByRole('region', { name: 'Rollout' });
    await expect(ladder).toContainText('Holds at 10 %. p95 0.64 s, more than 0.5 s.');
    await expect(ladder.getByRole('row', { name: '95th percentile' })).toContainText('at most 500 ms640 ms1,204holds');
    await ladder.getByRole('button', { name: 'Hold…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Hold the rollout?' });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Release freeze');
    await dialog.getByRole('button', { name: 'Hold' }).click();
    await expect(ladder).toContainText('A person holds it at 10 %.');
    await expect(ladder.getByRole('list', { name: 'Last decisions' })).toContainText('Release freeze');
    await ladder.getByRole('button', { name: 'Abort…' }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('Wrong list');
    await page.getByRole('dialog').getByRole('button', { name: 'Abort' }).click();
    await expect(ladder).toContainText('A person aborted it: nobody is let in until a person resumes it.');
    const engine = await joinEngine(product);
    const [entry] = await engine.client.audit.page({ before: null, limit: 1 });
    expect(entry).toMatchObject({ reason: 'Wrong list', via: 'window' });
    await engine.close();
  } finally {
    await rollout.end();
  }
});

async function openHealth(page: Page, product: Product, tenant: SandboxTenant): Promise<Rig> {
  await goToHealth(page);
  const engine = await joinEngine(product);
  return { tenant, engine, client: engine.client };
}

async function goToHealth(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Health' }).click();
  await expect(page.getByText(/^Checked \d+ s ago on this computer\./)).toBeVisible();
}

function verdict(page: Page) {
  return page.getByRole('main').getByRole('heading', { level: 1 });
}

function mark(page: Page) {
  return page.getByRole('navigation', { name: 'Places' }).getByText('A critical alert stands');
}

async function untilHealthy(page: Page): Promise<void> {
  await expect(verdict(page)).toHaveText(
    /^(Sending is healthy\.|Sending and ingest are healthy\.|Collecting, .* Nothing is wrong\.)$/,
  );
}

async function send(client: ApiClient, subject: string): Promise<void> {
  const message = { to: ['finance@sandbox.example'], subject, text: 'As agreed.', attachments: [] };
  await client.outbox.submit(submitInput.parse({ message }));
}
