import { truncateSync } from 'node:fs';
import { expect } from 'vitest';
import type { IngestStatus } from '../../contract/ingest.ts';
import type { SubmitInput } from '../../contract/outbox.ts';
import type { ApiClient, Host } from '../../main/engine/host.ts';
import { freePort } from './free-port.ts';
import { patiently } from './patiently.ts';
import { mail, startEngine, type TestEngine, waitFor, writeFile } from './start-engine.ts';
import { type FaultOnRequest, startTenant, type TestTenant } from './start-tenant.ts';

export interface ScriptedTraffic {
  readonly tenant: TestTenant;
  readonly engine: TestEngine;
  /** Once through the script; may be run again. Resolves when all of it has come to its end. */
  drive(): Promise<void>;
}

const chunkBytes = 327_680;
const trafficEnv = {
  MS_UPLOAD_CHUNK_SIZE_BYTES: String(chunkBytes),
  MS_UPLOAD_SESSION_THRESHOLD_BYTES: String(chunkBytes),
  MS_INTERNAL_ONLY: 'true',
  MS_INTERNAL_DOMAINS: 'sandbox.example',
};
const send = { method: 'POST', path: '/send$' };

/**
 * A tenant and an engine, and a little of everything that operators see: mail small and large, throttled, failing,
 * refused, blocked and in doubt; mail that is collected, tried again and given up; notifications.
 */
export async function scriptedTraffic(env: Host['env'] = {}): Promise<ScriptedTraffic> {
  const tenant = await startTenant({ sessionMinimumBytes: 0 });
  const engine = await startEngine({ ...tenant, env: { ...trafficEnv, ...env } });
  await engine.start();
  const { client } = engine;
  await listen(client);

  async function sendThrough(faults: readonly FaultOnRequest[], input: SubmitInput, end: 'sent' | 'failed') {
    for (const fault of faults) await tenant.fault(fault);
    const { row } = await client.outbox.submit(input);
    await waitFor(client, row.id, end);
    await tenant.clearFaults();
  }

  async function sendMail(): Promise<void> {
    await sendThrough(
      [],
      mail({ text: null, html: '<img src="cid:logo"><img src="cid:gone">', attachments: [logo()] }),
      'sent',
    );
    await sendThrough([{ ...send, action: 'throttle', retryAfter: 0.05 }], mail(), 'sent');
    await sendThrough([{ ...send, action: 'dropAfter' }], mail(), 'sent');
    await sendThrough([{ ...send, action: 'status', status: 400, code: 'ErrorInvalidRecipients' }], mail(), 'failed');
    await sendThrough([{ method: 'POST', path: '/me/messages$', action: 'status', status: 503 }], mail(), 'sent');
  }

  async function upload(): Promise<void> {
    await sendThrough([{ method: 'PUT', nth: 2, action: 'throttle', retryAfter: 0.05 }], largeMail(), 'sent');
    // More often than a chunk is tried: its session is dropped, and the file goes again.
    await sendThrough([{ method: 'PUT', nth: 2, action: 'status', status: 503, times: 9 }], largeMail(), 'sent');
  }

  async function beRefused(): Promise<void> {
    const outside = mail({ to: ['press@outside.example'] });
    await expect(client.outbox.submit(outside)).rejects.toThrow('outside');
    const { path } = writeFile('huge.bin', 1);
    truncateSync(path, 150_000_001);
    await expect(client.outbox.submit(mail({ attachments: [{ path }] }))).rejects.toThrow('150 MB');
  }

  async function collect(): Promise<void> {
    const before = await ingestStatus(client);
    await tenant.fault({ path: 'value', nth: 1, action: 'status', status: 503 });
    await tenant.fault({ path: 'value', nth: 2, action: 'throttle', retryAfter: 0.05 });
    await deliver(tenant);
    await expect.poll(async () => (await ingestStatus(client)).stored, patiently).toBe(before.stored + 1);
    await tenant.clearFaults();
    await tenant.fault({ path: 'value', action: 'status', status: 400, code: 'ErrorCannotOpenFileAttachment' });
    await deliver(tenant);
    await expect.poll(async () => (await ingestStatus(client)).needsYou, patiently).toBe(before.needsYou + 1);
    await tenant.clearFaults();
  }

  return {
    tenant,
    engine,
    async drive() {
      await sendMail();
      await upload();
      await beRefused();
      await collect();
    },
  };
}

function largeMail(): SubmitInput {
  return mail({ attachments: [{ path: writeFile('plans.bin', 3 * chunkBytes + 9).path }] });
}

function logo() {
  return { path: writeFile('logo.png', 500).path, contentId: 'logo', contentType: 'image/png' };
}

/** Follows the Inbox, and waits until the service tells of new mail in it. */
async function listen(client: ApiClient): Promise<void> {
  const [account] = await client.accounts.list({});
  if (account === undefined) throw new Error('there is no account');
  await client.ingest.follow({ account: account.id, folder: 'inbox', scope: { kind: 'fromNow' } });
  await client.ingest.listen({ port: await freePort(), publicUrl: null });
  await expect.poll(async () => (await ingestStatus(client)).folders[0]?.notificationsUntil, patiently).not.toBeNull();
}

async function deliver(tenant: TestTenant): Promise<void> {
  const from = { address: 'archive@sandbox.example' };
  const attachments = [{ name: 'sample.bin', sizeBytes: 2_000 }];
  await tenant.control('POST', 'deliver', { to: 'sender@sandbox.example', from, subject: 'Sample', attachments });
}

async function ingestStatus(client: ApiClient): Promise<IngestStatus> {
  for await (const status of await client.ingest.status({})) return status;
  throw new Error('no status came');
}
