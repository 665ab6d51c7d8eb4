import { expect, it } from 'vitest';
import { composeDraft } from '../helpers/compose-draft.ts';
import { signInAs } from '../helpers/sign-in-robot.ts';
import { mail, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startSignedIn } from '../helpers/start-signed-in.ts';
import type { TestTenant } from '../helpers/start-tenant.ts';

const sender = 'sender@sandbox.example';
const scopes = ['Mail.Send', 'User.Read'];

/** The tenant grants nothing but Mail.Send. */
async function startSendOnly() {
  const rig = await startSignedIn([]);
  await restrict(rig.tenant);
  await signInAs(rig.client, sender);
  return rig;
}

async function restrict(tenant: TestTenant): Promise<void> {
  await fetch(`${tenant.origin}/sandbox/identity`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'restrictScopes', user: sender, scopes }),
  });
}

it('US7 SM1: with Mail.Send alone a mail goes in one request, and stays accepted, since nothing more can be proven', async () => {
  const { client, tenant } = await startSendOnly();
  const file = writeFile('notes.txt', 50_000);
  const { row } = await client.outbox.submit(mail({ attachments: [{ path: file.path }] }));
  await waitFor(client, row.id, 'accepted');
  expect(await tenant.delivered()).toMatchObject([{ marker: row.id, attachments: [{ sha256: file.sha256 }] }]);
  const changes = (await tenant.log()).filter(({ method }) => method !== 'GET');
  expect(changes.map(({ path }) => path)).toEqual(['/v1.0/me/sendMail']);
});

it('US7: the same holds for what is written in a window, and what is too large is refused before anything leaves', async () => {
  const { client, tenant } = await startSendOnly();
  const small = await composeDraft(client, [writeFile('notes.txt', 50_000).path], { to: ['legal@sandbox.example'] });
  const written = await client.compose.read({ id: small.id });
  await client.compose.submit({ id: small.id, revision: written.revision, holdMs: 0 });
  await waitFor(client, small.id, 'accepted');

  const files = [writeFile('a.bin', 2_500_000, 2).path, writeFile('b.bin', 2_500_000, 3).path];
  const large = await composeDraft(client, files, { to: ['legal@sandbox.example'] });
  const { revision } = await client.compose.read({ id: large.id });
  await expect(client.compose.submit({ id: large.id, revision, holdMs: 0 })).rejects.toMatchObject({
    data: { error: { error_code: 'provider_payload_too_large' } },
  });
  expect((await tenant.delivered()).map(({ marker }) => marker)).toEqual([small.id]);
});

it('U7: shares nothing as a link with Mail.Send alone, because the words get their links in a draft', async () => {
  const { client, tenant } = await startSendOnly();
  const { path } = writeFile('notes.txt', 50_000);
  const refusal = { data: { error: { error_code: 'drive_unavailable' } } };
  await expect(client.outbox.submit(mail({ attachments: [{ path, asLink: true }] }))).rejects.toMatchObject(refusal);
  const { id, files } = await composeDraft(client, [path]);
  const file = files[0]?.file ?? -1;
  await expect(client.compose.link({ id, file, asLink: true })).rejects.toMatchObject(refusal);
  expect(await tenant.log({ method: 'PUT' })).toEqual([]);
});
