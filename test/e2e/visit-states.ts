import { expect, type Page } from '@playwright/test';
import { submitInput, type OutboxRow, type OutboxState } from '../../contract/outbox.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { joinEngine } from './join-engine.ts';
import type { Product } from './product.ts';
import { writeSampleFile } from './sample-files.ts';
import type { SandboxTenant } from './sandbox-tenant.ts';
import type { Show } from './show.ts';

/** The settings under which every state lasts long enough to be looked at. */
export const statesSettings = {
  MS_SEND_SETTLE_MS: '120000',
  MS_SEND_PROBE_MS: '15000',
  MS_RETRY_BASE_MS: '10',
  MS_LIMIT_MESSAGES_PER_MIN: '1000',
  MS_BOUNCE_LOOK_MS: '500',
} as const;

const subjects = [
  'Minutes and action list',
  'Tender documents, lot 2',
  'Delivery note 5512',
  'Floor plans, halls 1 to 4',
  'Point clouds, hall 4',
  'Acceptance protocol, signed',
  'Soil report with annexes',
  'Revised schedule for the roof',
] as const;
const recipients = ['finance', 'legal', 'design', 'archive'].map((role) => `${role}@sandbox.example`);
const longSubject = `${'Drawings, photographs and acceptance protocols of all four halls, '.repeat(3)}revised`.slice(
  0,
  200,
);
const mixedSubject = 'مخططات الأرشيف الجديد (final) 📐🏗️';

/** A busy day: more than thirty messages, each state that a message can be in, and names that nobody planned for. */
export async function visitStates(page: Page, product: Product, tenant: SandboxTenant, show: Show): Promise<void> {
  const engine = await joinEngine(product);
  const send = createSender(engine.client, product);
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Outbox' }).click();
  // The first look for a copy finds it: the next one would be long after.
  await tenant.switch({ limitMessagesPerMin: 0, sentItemsDelayMs: 0 });
  await send({ subject: mixedSubject, files: [['مخطط-الطابق-الأول 📐.pdf', 40_000]] });
  await send({
    subject: longSubject,
    files: [[`${'annex-with-a-very-long-name-'.repeat(7).slice(0, 196)}.zip`, 90_000]],
  });
  await allReach(engine.client, 'sent', 2);
  for (let count = 0; count < 28; count += 1) {
    await send({ subject: subjects[count % subjects.length] ?? '', to: recipients.slice(0, 1 + (count % 3)) });
  }
  await allReach(engine.client, 'sent', 30);

  await tenant.switch({ reportCodes: { 'design@sandbox.example': '5.2.2', 'archive@sandbox.example': '4.4.1' } });
  const bounced = await send({ subject: 'Keys and access, halls 1 to 4', to: recipients });
  await reach(engine.client, bounced, 'bounced');
  await tenant.switch({ reportCodes: {}, messageSizeLimitBytes: 3_000_000 });
  const failed = await send({ subject: 'Q3 site survey, all drawings', files: [['all-drawings.zip', 5_000_000]] });
  await reach(engine.client, failed, 'failed');
  await engine.client.sandbox.clear({});
  await tenant.fault({ match: { path: 'createUploadSession' }, action: 'status', status: 500, times: 0 });
  const stuck = await send({ subject: 'Photographs of the façade', files: [['facade-photos.zip', 9_000_000]] });
  await reach(engine.client, stuck, 'needsYou');
  await tenant.clearFaults();
  await tenant.switch({ sentItemsDelayMs: 3_600_000, deliveryDelayMs: 3_600_000 });
  await tenant.fault({ match: { method: 'POST', path: '/send$' }, action: 'dropAfter', times: 1 });
  const lost = await send({
    subject: 'Signed contract and annexes',
    to: recipients.slice(1, 2),
    files: [
      ['contract-signed.pdf', 1_240_000],
      ['annex-A-drawings.zip', 12_000_000],
    ],
  });
  await reach(engine.client, lost, 'unconfirmed');
  await reach(engine.client, await send({ subject: 'Invoice 8840' }), 'accepted');
  const held = await hold(engine.client, 'Invoice 8841');
  await tenant.slowChunks(1_500);
  const paused = await send({ subject: 'Fly-through, rough cut', files: [['rough-cut.mov', 30_000_000]] });
  await reach(engine.client, paused, 'uploading');
  await confirms(engine.client, paused, 7_000_000);
  await engine.client.outbox.pause({ id: paused.id });
  const moving = await send({ subject: 'Fly-through, final render', files: [['final-render.mov', 118_000_000]] });
  await confirms(engine.client, moving, 7_000_000);

  await page.getByRole('row', { name: 'Fly-through, final render' }).waitFor();
  await show(page, 'outbox-busy');
  await look(page, show, { failed, 'needs-you': stuck, unconfirmed: lost, bounced, held, paused });
  await look(page, show, { 'mixed-names': await bySubject(engine.client, mixedSubject) });
  await look(page, show, { 'long-names': await bySubject(engine.client, longSubject) });
  // Of two rules that match the first strikes.
  await tenant.clearFaults();
  await tenant.fault({ match: { method: 'PUT' }, action: 'throttle', times: 2, retryAfter: 900 });
  await reach(engine.client, moving, 'paced');
  await look(page, show, { paced: moving });
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Sign out…' }).click();
  await page.getByRole('alertdialog').waitFor();
  await show(page, 'sign-out-unsent');
  await engine.close();
}

/** Opens each message as a link to it would, and shows it. */
async function look(page: Page, show: Show, rows: Readonly<Record<string, OutboxRow>>): Promise<void> {
  for (const [name, row] of Object.entries(rows)) {
    await page.keyboard.press('Control+k');
    await page.getByRole('searchbox', { name: 'What to do or find' }).fill(row.id);
    await page.getByRole('menuitem').first().click();
    await page.getByRole('heading', { name: row.subject.trim().slice(0, 40) }).waitFor();
    await page.evaluate("document.querySelector('.detail-column').scrollTo(0, 0); document.activeElement.blur()");
    await show(page, `outbox-${name}`);
  }
  await page.keyboard.press('Escape');
}

interface Wanted {
  readonly subject: string;
  readonly to?: readonly string[];
  readonly files?: readonly (readonly [name: string, sizeBytes: number])[];
}

function createSender(client: ApiClient, { dataDir }: Product) {
  return async ({ subject, to = recipients.slice(0, 1), files = [] }: Wanted): Promise<OutboxRow> => {
    const attachments = files.map(([name, sizeBytes], index) => {
      const { path } = writeSampleFile(dataDir, `sample-${String(index)}-${String(sizeBytes)}`, sizeBytes);
      return { path, name };
    });
    const message = { to: [...to], subject, text: 'As agreed.', attachments };
    return (await client.outbox.submit(submitInput.parse({ message }))).row;
  };
}

async function hold(client: ApiClient, subject: string): Promise<OutboxRow> {
  const { id, revision } = await client.compose.start({ account: null });
  const text = {
    to: recipients.slice(0, 1),
    cc: [],
    bcc: [],
    subject,
    html: '<p>As agreed.</p>',
    importance: 'normal',
  };
  const saved = await client.compose.save({ id, revision, text: { ...text, importance: 'normal' } });
  return client.compose.submit({ id, revision: saved.revision, holdMs: 120_000 });
}

async function rowOf(client: ApiClient, { id }: OutboxRow): Promise<OutboxRow> {
  return (await client.outbox.show({ id })).row;
}

async function bySubject(client: ApiClient, subject: string): Promise<OutboxRow> {
  const row = (await client.outbox.list({})).find((one) => one.subject === subject);
  if (row === undefined) throw new Error(`Nothing was sent as ${subject}.`);
  return row;
}

async function reach(client: ApiClient, row: OutboxRow, state: OutboxState): Promise<void> {
  await expect.poll(async () => (await rowOf(client, row)).state, { timeout: 60_000 }).toBe(state);
}

async function confirms(client: ApiClient, row: OutboxRow, bytes: number): Promise<void> {
  await expect.poll(async () => (await rowOf(client, row)).confirmedBytes, { timeout: 60_000 }).toBeGreaterThan(bytes);
}

async function allReach(client: ApiClient, state: OutboxState, count: number): Promise<void> {
  const reached = async () => (await client.outbox.list({ states: [state] })).length;
  await expect.poll(reached, { timeout: 60_000 }).toBe(count);
}
