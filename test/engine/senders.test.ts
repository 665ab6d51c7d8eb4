import { describe, expect, it } from 'vitest';
import { signInAs } from '../helpers/sign-in-robot.ts';
import { mail, startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startSignedIn } from '../helpers/start-signed-in.ts';
import { startTenant } from '../helpers/start-tenant.ts';

const sender = 'sender@sandbox.example';
const team = 'team@sandbox.example';
const large = 3_200_000;

async function startShared() {
  const rig = await startSignedIn([]);
  await signInAs(rig.client, sender, { withShared: true });
  return rig;
}

describe('C15: sending from a shared mailbox', () => {
  it('C15 MP1: asks for the permission only with the first such mailbox, and keeps nothing without it', async () => {
    const { client } = await startSignedIn([sender]);
    await expect(client.accounts.addSender({ through: null, address: team })).rejects.toMatchObject({
      data: { error: { error_code: 'delegation_not_allowed' } },
    });
    expect(await client.accounts.list({})).toHaveLength(1);
    await signInAs(client, sender, { withShared: true });
    expect(await client.accounts.addSender({ through: null, address: team })).toMatchObject({ address: team });
  });

  it('C15: finds out what may be done there with a draft that is deleted again, and sends nothing', async () => {
    const { client, tenant } = await startShared();
    const row = await client.accounts.addSender({ through: null, address: team });
    expect(row.delegation).toMatchObject({ place: 'theirs', maySend: 'untried', mayAttachLarge: 'no' });
    expect(row.delegation?.checkedAt).not.toBeNull();
    const changes = (await tenant.log()).filter(({ method }) => method !== 'GET');
    expect(
      changes.map(({ method, path, status }) => [method, path.replace(/messages\/[^/]+/, 'messages/ID'), status]),
    ).toEqual([
      ['POST', `/v1.0/users/${encodeURIComponent(team)}/messages`, 201],
      ['POST', `/v1.0/users/${encodeURIComponent(team)}/messages/ID/attachments/createUploadSession`, 403],
      ['DELETE', `/v1.0/users/${encodeURIComponent(team)}/messages/ID`, 204],
    ]);
    expect(await tenant.delivered()).toEqual([]);
    await tenant.switch({ sharedUploadSessions: true });
    const again = await client.accounts.checkSender({ id: row.id });
    expect(again.delegation).toMatchObject({ mayAttachLarge: 'yes' });
  });

  it('C15 MP8: sends from it, keeps the copy there, and has learnt that it may', async () => {
    const { client, tenant } = await startShared();
    const { id } = await client.accounts.addSender({ through: null, address: team });
    const { row } = await client.outbox.submit({ ...mail(), account: team });
    expect(row.account).toBe(id);
    await waitFor(client, row.id, 'sent');
    expect(await tenant.delivered()).toMatchObject([{ sender: team, from: team, sentBy: team, marker: row.id }]);
    const found = (await client.accounts.list({})).find((account) => account.id === id);
    expect(found?.delegation).toMatchObject({ maySend: 'yes' });
  });

  it('C15: is listed and sends where somebody hands over a token instead of signing in', async () => {
    const tenant = await startTenant();
    const { client, start } = await startEngine(tenant);
    await start();
    await client.accounts.addSender({ through: null, address: team });
    expect((await client.accounts.list({})).map(({ address }) => address)).toContain(team);
    const { row } = await client.outbox.submit({ ...mail(), account: team });
    await waitFor(client, row.id, 'sent');
    expect(await tenant.delivered()).toMatchObject([{ sender: team, from: team, marker: row.id }]);
  });

  it('C15: says that large files are not allowed there, and sends the same draft from one’s own mailbox', async () => {
    const { client, tenant } = await startShared();
    const { id } = await client.accounts.addSender({ through: null, address: team });
    const own = (await client.accounts.list({}))[0];
    const file = writeFile('plans.bin', large);
    const { row } = await client.outbox.submit({ ...mail({ attachments: [{ path: file.path }] }), account: id });
    expect(await waitFor(client, row.id, 'failed')).toMatchObject({
      error: {
        error_code: 'shared_mailbox_files_refused',
        message: `You can write in ${team} but not attach files over 3 MB there.`,
      },
    });
    const draft = await client.compose.reopen({ id: row.id });
    const moved = await client.compose.move({ id: draft.id, account: own?.id ?? id });
    await client.compose.submit({ id: moved.id, revision: moved.revision, holdMs: 0 });
    await waitFor(client, moved.id, 'sent');
    const delivered = await tenant.delivered();
    expect(delivered.map((one) => [one.sender, one.attachments[0]?.sha256])).toEqual([[sender, file.sha256]]);
  });

  it('C15: tells that Send As is missing, and that nothing was sent', async () => {
    const { client, tenant } = await startShared();
    await tenant.switch({ sendAs: {} });
    const { id } = await client.accounts.addSender({ through: null, address: team });
    const { row } = await client.outbox.submit({ ...mail(), account: team });
    expect(await waitFor(client, row.id, 'failed')).toMatchObject({
      error: { error_code: 'send_as_denied', message: `You do not have Send As for ${team}. Not sent.` },
    });
    expect(await tenant.delivered()).toEqual([]);
    const found = (await client.accounts.list({})).find((account) => account.id === id);
    expect(found?.delegation).toMatchObject({ maySend: 'no' });
  });

  it('C15: sends on behalf of a mailbox that it may not open, from a draft in its own', async () => {
    const { client, tenant } = await startShared();
    const { delegation } = await client.accounts.addSender({ through: null, address: 'legal@sandbox.example' });
    expect(delegation).toMatchObject({ place: 'own' });
    const { row } = await client.outbox.submit({ ...mail(), account: 'legal@sandbox.example' });
    await waitFor(client, row.id, 'sent');
    expect(await tenant.delivered()).toMatchObject([{ sender, from: 'legal@sandbox.example', sentBy: sender }]);
    expect(await tenant.subjects('sentitems')).toContain('Plans');
  });
});
