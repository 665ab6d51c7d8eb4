import { expect, it } from 'vitest';
import type { SandboxFault } from '../../contract/shell.ts';
import { patiently } from '../helpers/patiently.ts';
import { signInAs } from '../helpers/sign-in-robot.ts';
import { mail, waitFor } from '../helpers/start-engine.ts';
import { startSignedIn } from '../helpers/start-signed-in.ts';

const sender = 'sender@sandbox.example';

it.each<[SandboxFault, string | undefined]>([
  ['signInExpires', undefined],
  ['claimsDemanded', 'verification'],
  ['consentRevoked', 'consent'],
  ['signInBlocked', 'policy'],
])(
  'MP1 SM1: after %s the mail waits, says why, and goes on by itself once somebody signed in',
  async (fault, reason) => {
    const { client, tenant } = await startSignedIn([sender]);
    await client.sandbox.cause({ fault });
    const { row } = await client.outbox.submit(mail());
    const account = async () => (await client.accounts.list({}))[0];
    await expect.poll(async () => (await account())?.state, patiently).toBe('signInNeeded');
    expect((await account())?.signInReason).toBe(reason);
    expect((await waitFor(client, row.id, 'paused')).error).toMatchObject({ error_code: 'oauth_token_expired' });
    expect(await tenant.delivered()).toEqual([]);

    await client.sandbox.clear({});
    await signInAs(client, sender);
    expect((await account())?.signInReason).toBeUndefined();
    await waitFor(client, row.id, 'sent');
    expect(await tenant.delivered()).toMatchObject([{ marker: row.id, sender }]);
  },
);

it('S3: says that a policy blocks the sign-in, not that somebody declined, and leaves the account as it was', async () => {
  const { client } = await startSignedIn([sender]);
  await client.sandbox.cause({ fault: 'signInBlocked' });
  await expect(signInAs(client, sender)).rejects.toMatchObject({
    data: { error: { error_code: 'sign_in_failed', details: { aadsts: 'AADSTS53003', sign_in: 'policy' } } },
  });
  expect(await client.accounts.list({})).toHaveLength(1);
});

it('MP8: works for mailboxes of two tenants at once, each with its own token', async () => {
  const agency = 'agency@second-sandbox.example';
  const { client, tenant } = await startSignedIn([sender, agency]);
  const accounts = await client.accounts.list({});
  expect(new Set(accounts.map((account) => account.tenant)).size).toBe(2);
  const rows = await Promise.all([sender, agency].map((account) => client.outbox.submit({ ...mail(), account })));
  for (const { row } of rows) await waitFor(client, row.id, 'sent');
  expect((await tenant.delivered()).map((one) => one.sender).toSorted()).toEqual([agency, sender]);
});
