import { expect } from 'vitest';
import type { OutboxId } from '../../contract/ids.ts';
import type { IngestScope } from '../../contract/ingest.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { passTime } from '../e2e/pass-time.ts';
import { patiently } from './patiently.ts';
import { mail, waitFor } from './start-engine.ts';
import type { FaultOnRequest } from './start-tenant.ts';

/** What a sandbox tenant is broken with. */
export interface BreakableTenant {
  fault(fault: FaultOnRequest): Promise<void>;
  clearFaults(): Promise<void>;
  control(method: string, name: string, body?: object): Promise<unknown>;
}

/** Settings of the product with which it breaks fast, and keeps to the tenant's own limits. */
export const breakingEnv = { MS_SEND_PATH: 'direct', MS_LIMIT_REQUESTS_PER_10MIN: '100000', MS_SEND_PROBE_MS: '50' };
/** Switches of the tenant for so many requests in so short a time. */
export const breakingSwitches = { limitRequestsPer10Min: 0 };

export const REFUSED = 477;
export const UNREACHABLE = 20;
export const UNPROVEN = 3;

const everything: IngestScope = { kind: 'everything' };
const listing = { method: 'GET', path: '/messages/[^/]+/attachments' } as const;
const longEnoughMs = 31 * 60_000;

interface Breaking {
  readonly tenant: BreakableTenant;
  /** The mailbox that collects and sends. */
  readonly mailbox: string;
  readonly dataDir: string;
  /** The product, at work. */
  readonly client: ApiClient;
  /** Ends it, waits for `meanwhile`, and starts it again in the same folder. */
  restart(meanwhile: () => void): Promise<ApiClient>;
}

/**
 * Breaks the sandbox so that 500 jobs die of three causes: access to messages is refused, the service fails again and
 * again, and of three sends it cannot be proven whether they left. Nothing is broken any more when it returns.
 */
export async function break500Jobs(breaking: Breaking): Promise<ApiClient> {
  const { tenant, client, dataDir } = breaking;
  await client.ingest.round({ account: null, scope: everything });
  await collect(breaking, REFUSED, { action: 'status', status: 403, code: 'ErrorAccessDenied' });
  await collect(breaking, UNREACHABLE, { action: 'status', status: 502, code: 'BadGateway' });
  await leaveSendsInDoubt(breaking);
  const after = await breaking.restart(() => passTime(dataDir, longEnoughMs));
  await tenant.clearFaults();
  for (const { id, state } of await after.outbox.list({}))
    if (state === 'unconfirmed') await after.outbox.lookNow({ id });
  await expect.poll(async () => (await after.jobs.totals({})).open, patiently).toBe(REFUSED + UNREACHABLE + UNPROVEN);
  return after;
}

async function collect({ tenant, client, mailbox }: Breaking, count: number, fault: FaultOnRequest): Promise<void> {
  const attachments = [{ name: 'invoice-{n}.pdf', sizeBytes: 2_000 }];
  const from = { address: 'archive@sandbox.example' };
  await tenant.control('POST', 'deliver', { to: mailbox, from, subject: 'Invoice {n}', count, attachments });
  await tenant.fault({ ...listing, ...fault, times: 0 });
  await client.ingest.round({ account: null, scope: everything });
  await tenant.clearFaults();
}

/** A page comes in place of the answer, and the mailbox shows nothing of the message. */
async function leaveSendsInDoubt({ tenant, client }: Breaking): Promise<void> {
  await tenant.fault({ method: 'POST', path: '/sendMail$', action: 'html', status: 200, times: 0 });
  for (let index = 1; index <= UNPROVEN; index += 1) {
    const { row } = await client.outbox.submit(
      mail({ subject: `In doubt ${String(index)}` }, `in-doubt-${String(index)}`),
    );
    await waitFor(client, row.id, 'unconfirmed');
    // How long it was looked for counts from the first look.
    await expect.poll(() => looksFor(client, row.id), patiently).toBeGreaterThan(0);
  }
}

async function looksFor(client: ApiClient, id: OutboxId): Promise<number> {
  const { events } = await client.outbox.show({ id });
  return events.filter(({ what }) => what.startsWith('Looked')).length;
}
