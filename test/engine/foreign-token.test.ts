import { expect, test } from 'vitest';
import { accountId, outboxId } from '../../contract/ids.ts';
import { ownDataFolder } from '../../main/adapters/owner/own-data-folder.ts';
import { sqliteAccountStore } from '../../main/adapters/sqlite/account-store.ts';
import { sqliteJobStore } from '../../main/adapters/sqlite/job-store.ts';
import { sqliteOutboxStore } from '../../main/adapters/sqlite/outbox/outbox-store.ts';
import { advanceJob } from '../../main/core/outbox/outbox-jobs.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { startEngine, waitFor } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

const id = outboxId.parse('01a1fbe7-ea87-70ad-963d-809e84c1cb58');

/** What a signed-in person queued in this folder before it was opened with a fixed token. */
function queueForSomebodyElse(dataDir: string): void {
  const owner = ownDataFolder(dataDir, () => Date.now());
  if (owner.kind !== 'owner') throw new Error('the folder is owned');
  const account = accountId.parse('tenant:person');
  const row = { id: account, address: 'legal@sandbox.example', name: null, tenant: 'tenant', scopes: ['Mail.Send'] };
  sqliteAccountStore(owner.db).upsert({ ...row, cloud: 'sandbox', state: 'connected' }, 0);
  const message = {
    id,
    account,
    key: 'k',
    contentDigest: 'd',
    path: 'draft',
    submittedAtMs: 0,
    correlationId: '6f6df9a7-3a4a-4f2a-9d55-9d3b4bb0f4c5',
    attachments: [],
    content: {
      to: [{ name: null, address: 'finance@sandbox.example' }],
      cc: [],
      bcc: [],
      replyTo: [],
      subject: 'not with this token',
      body: { contentType: 'text', content: '' },
      importance: 'normal',
      categories: [],
      requestReadReceipt: false,
      requestDeliveryReceipt: false,
      deferUntil: null,
    },
  } as const;
  sqliteOutboxStore(owner.db, sqliteJobStore(owner.db)).insert(message, advanceJob(message, 0), 0);
  owner.release();
}

test('mail that somebody queued after signing in is never sent with a fixed token', async () => {
  const dataDir = temporaryFolder();
  queueForSomebodyElse(dataDir);
  const tenant = await startTenant();
  const engine = await startEngine({ graphBaseUrl: tenant.graphBaseUrl, dataDir });
  await engine.start();
  const row = await waitFor(engine.client, id, 'paused');
  expect(row.error?.error_code).toBe('oauth_token_expired');
  expect((await tenant.delivered()).length).toBe(0);
  expect((await tenant.log()).filter((entry) => entry.method === 'POST')).toEqual([]);
});

test('a fixed token is one account, also when its server moves', async () => {
  const first = await startTenant();
  const engine = await startEngine({ graphBaseUrl: first.graphBaseUrl });
  const [account] = await engine.client.accounts.list({});
  await engine.close();
  const second = await startTenant();
  const again = await startEngine({ graphBaseUrl: second.graphBaseUrl, dataDir: engine.dataDir });
  const accounts = await again.client.accounts.list({});
  expect(accounts.map((row) => row.id)).toEqual([account?.id]);
});
