import { expect, it } from 'vitest';
import { composeDraft, draftWhere, isAttached } from '../helpers/compose-draft.ts';
import { patiently } from '../helpers/patiently.ts';
import { waitFor, writeFile } from '../helpers/start-engine.ts';
import { startSignedIn } from '../helpers/start-signed-in.ts';

it('moves a draft with its files to another mailbox: it goes from there, and nothing stays behind', async () => {
  const { client, tenant } = await startSignedIn(['sender@sandbox.example', 'finance@sandbox.example']);
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
