import { expect, type Locator, type Page } from '@playwright/test';
import { submitInput } from '../../contract/outbox.ts';
import { collector, followInbox } from './files-page.ts';
import { joinEngine } from './join-engine.ts';
import { goToPlace } from './outbox-page.ts';
import { passTime } from './pass-time.ts';
import type { Product } from './product.ts';
import type { SandboxTenant } from './sandbox-tenant.ts';

const supplier = { address: 'supplier@partner.example', name: 'Sandbox Supplier' };

export async function goToJobs(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: /^Jobs/ }).click();
}

/** The number beside Jobs in the rail. */
export function jobsNeedingYou(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: /^Jobs/ }).locator('.rail-count');
}

export function causeRow(page: Page, words: string | RegExp): Locator {
  return page.getByRole('grid', { name: 'Causes' }).getByRole('row', { name: words });
}

/** The jobs of the cause that is open. */
export function causeJobs(page: Page): Locator {
  return page.getByRole('grid', { name: /^Jobs of/ });
}

export function replaySheet(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Replay', exact: true });
}

interface Refusal {
  readonly status: number;
  readonly count: number;
  /** How often one job asks before it gives up; once unless this says otherwise. */
  readonly requestsEach?: number;
}

/**
 * Mails arrive whose files the mailbox refuses: so many with each status, and each a dead letter. Nobody follows a folder
 * before, and the Inbox is followed afterwards.
 */
export async function makeDeadLetters(page: Page, tenant: SandboxTenant, refused: readonly Refusal[]): Promise<void> {
  const count = refused.reduce((total, rule) => total + rule.count, 0);
  await goToPlace(page, 'Files');
  await followInbox(page, 'Only what comes');
  await expect(page.getByRole('button', { name: 'Check now' })).toBeVisible();
  for (const rule of refused) {
    const times = { status: rule.status, times: rule.count * (rule.requestsEach ?? 1) };
    await tenant.fault({ match: { path: '/attachments' }, action: 'status', ...times });
  }
  await tenant.deliver({
    to: collector,
    from: supplier,
    subject: 'Plans {n}',
    text: 'As agreed.',
    count,
    attachments: [{ kind: 'file', name: 'plan {n}.txt', sizeBytes: 20_000, seed: 'plan-{n}' }],
  });
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(jobsNeedingYou(page)).toHaveText(new RegExp(`^${String(count)}\\b`), { timeout: 60_000 });
  await tenant.clearFaults();
}

/** The settings under which sends come into doubt soon. */
export const doubtSettings = { MS_SEND_PATH: 'direct', MS_SEND_PROBE_MS: '50' } as const;

const patienceMs = 31 * 60_000;

/** Sends of which nobody can prove whether they left, each a dead letter. The product is started again for it. */
export async function leaveSendsInDoubt(
  page: Page,
  product: Product,
  tenant: SandboxTenant,
  count: number,
): Promise<void> {
  const before = await countNeedingYou(page);
  // A page comes in place of the answer, and the mailbox shows nothing of the message.
  await tenant.fault({ match: { method: 'POST', path: '/sendMail$' }, action: 'html', status: 200, times: 0 });
  const engine = await joinEngine(product);
  for (let n = 1; n <= count; n += 1) {
    const message = { to: ['finance@sandbox.example'], subject: `Contract ${String(n)}`, text: 'As agreed.' };
    const { row } = await engine.client.outbox.submit(submitInput.parse({ message }));
    // How long it was looked for counts from a look after the time in which the request may still have been running.
    await expect
      .poll(async () => (await engine.client.outbox.show({ id: row.id })).events.filter(isLook).length)
      .toBeGreaterThan(3);
  }
  await engine.close();
  await product.kill();
  passTime(product.dataDir, patienceMs);
  await product.start();
  await tenant.clearFaults();
  await expect(jobsNeedingYou(page)).toHaveText(new RegExp(`^${String(before + count)}\\b`), { timeout: 60_000 });
}

async function countNeedingYou(page: Page): Promise<number> {
  return Number((await jobsNeedingYou(page).allInnerTexts())[0]?.replace(/\D+$/, '') ?? 0);
}

function isLook({ what }: { readonly what: string }): boolean {
  return what.startsWith('Looked');
}
