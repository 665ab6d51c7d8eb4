import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { authorityOf } from '../../main/cli/settings-for-sandbox.ts';
import { openEngine } from '../../main/engine.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { composeDraft, draftWhere, isAttached } from '../helpers/compose-draft.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { patiently } from '../helpers/patiently.ts';
import { signInAs } from '../helpers/sign-in-robot.ts';
import { waitFor, writeFile } from '../helpers/start-engine.ts';
import { startTenant, type TestTenant } from '../helpers/start-tenant.ts';

const addresses = ['sender@sandbox.example', 'finance@sandbox.example'];

/** An engine that is signed in to two mailboxes of one tenant. */
async function startWithBoth(): Promise<{ client: ApiClient; tenant: TestTenant }> {
  const tenant = await startTenant();
  const dataDir = temporaryFolder();
  const shortWaits = { MS_SEND_SETTLE_MS: '300', MS_SEND_PROBE_MS: '50', MS_RETRY_BASE_MS: '10' };
  const env = { MAILROOM_POLICY_FILE: join(dataDir, 'no-policy.json'), ...shortWaits };
  const local = {
    graphBaseUrl: tenant.graphBaseUrl,
    authority: authorityOf(tenant.origin),
    stop: async () => undefined,
  };
  const startSandbox = () => Promise.resolve(local);
  const engine = await openEngine({ env, dataDir, log: () => undefined, startSandbox }, { work: true });
  onTestFinished(() => engine.close());
  for (const address of addresses) await signInAs(engine.client, address);
  return { client: engine.client, tenant };
}

it('moves a draft with its files to another mailbox: it goes from there, and nothing stays behind', async () => {
  const { client, tenant } = await startWithBoth();
  const accounts = await client.accounts.list({});
  const file = writeFile('plans.bin', 900_000);
  const { id, account } = await composeDraft(client, [file.path], { to: ['legal@sandbox.example'] });
  await draftWhere(client, id, isAttached);
  const other = accounts.find((one) => one.id !== account);
  if (other === undefined) throw new Error('two mailboxes are needed');

  const moved = await client.compose.move({ id, account: other.id });
  expect(moved).toMatchObject({ account: other.id, text: { subject: 'Plans' }, files: [{ name: 'plans.bin' }] });
  expect((await client.compose.list({})).map((draft) => draft.id)).toEqual([moved.id]);
  expect((await client.outbox.list({})).map((row) => row.id)).toEqual([moved.id]);
  await client.compose.submit({ id: moved.id, revision: moved.revision, holdMs: 0 });
  await waitFor(client, moved.id, 'sent');

  const delivered = await tenant.delivered();
  expect(delivered.map(({ attachments }) => attachments.map(({ sha256 }) => sha256))).toEqual([[file.sha256]]);
  const deletions = async () => (await tenant.log({ method: 'DELETE', path: /messages/ })).map(({ status }) => status);
  await expect.poll(deletions, patiently).toEqual([204]);
});
