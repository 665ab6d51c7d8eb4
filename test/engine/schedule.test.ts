import { describe, expect, it } from 'vitest';
import { submitInput } from '../../contract/outbox.ts';
import { composeDraft, draftWhere, isAttached } from '../helpers/compose-draft.ts';
import { mail, startEngine, testToken, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startTenant, type TestTenant } from '../helpers/start-tenant.ts';

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

async function sentItems(tenant: TestTenant): Promise<unknown> {
  const fields = 'subject,importance,categories,isReadReceiptRequested,isDeliveryReceiptRequested,replyTo';
  const address = `${tenant.graphBaseUrl}/me/mailFolders/sentitems/messages?$select=${fields}`;
  const answer = await fetch(address, { headers: { authorization: `Bearer ${testToken}` } });
  return ((await answer.json()) as { value: unknown }).value;
}

it('MP8 C18: importance, categories, receipts and reply-to lie in Sent Items as they were asked for', async () => {
  const tenant = await startTenant();
  const { client, start } = await startEngine(tenant);
  await start();
  const options = { categories: ['Blue', 'Board'], requestReadReceipt: true, requestDeliveryReceipt: true };
  const message = { ...options, importance: 'high', replyTo: ['Office <legal@sandbox.example>'] } as const;
  const { row } = await client.outbox.submit(mail({ ...message, replyTo: [...message.replyTo] }));
  await waitFor(client, row.id, 'sent');
  expect(await sentItems(tenant)).toEqual([
    expect.objectContaining({
      importance: 'high',
      categories: ['Blue', 'Board'],
      isReadReceiptRequested: true,
      isDeliveryReceiptRequested: true,
      replyTo: [{ emailAddress: { name: 'Office', address: 'legal@sandbox.example' } }],
    }),
  ]);
});

describe('C11: scheduled', () => {
  it('on this computer it survives a restart, and is sent once when a person does not want to wait', async () => {
    const tenant = await startTenant();
    const first = await startEngine(tenant);
    await first.start();
    const { row } = await first.client.outbox.submit(mail({ sendAt: inAnHour() }));
    await waitFor(first.client, row.id, 'scheduled');
    await first.close();
    const { client, start } = await startEngine({ ...tenant, dataDir: first.dataDir });
    await start();
    expect(await waitFor(client, row.id, 'scheduled')).toMatchObject({ cancellable: true, onServer: false });
    await client.outbox.sendNow({ id: row.id });
    await waitFor(client, row.id, 'sent');
    expect(await tenant.delivered()).toHaveLength(1);
  });

  it.each([false, true])('leaves by itself at its time (kept by the service: %s)', async (onServer) => {
    const tenant = await startTenant();
    const { client, start } = await startEngine(tenant);
    await start();
    const sendAt = new Date(Date.now() + 600).toISOString();
    const { row } = await client.outbox.submit(mail({ sendAt, onServer }));
    await waitFor(client, row.id, 'sent');
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(sendAt));
    expect(await tenant.delivered()).toHaveLength(1);
  });

  it('at the service it is kept without this computer, and cancelling deletes it there', async () => {
    const tenant = await startTenant();
    const first = await startEngine(tenant);
    await first.start();
    const { row } = await first.client.outbox.submit(mail({ sendAt: inAnHour(), onServer: true }));
    await waitFor(first.client, row.id, 'scheduled');
    expect(await tenant.subjects('drafts')).toEqual(['Plans']);
    await expect(first.client.outbox.sendNow({ id: row.id })).rejects.toThrow('can no longer be sent now');
    await first.close();
    const { client, start } = await startEngine({ ...tenant, dataDir: first.dataDir });
    await start();
    await client.outbox.cancel({ id: row.id });
    await waitFor(client, row.id, 'cancelled');
    expect(await tenant.subjects('drafts')).toEqual([]);
    expect(await tenant.delivered()).toEqual([]);
  });

  it.each([false, true])(
    'opening it takes it back first; what was changed then goes once (service: %s)',
    async (onServer) => {
      const tenant = await startTenant();
      const { client, start } = await startEngine(tenant);
      await start();
      const file = writeFile('plans.bin', 5_000);
      const { id, revision } = await composeDraft(client, [file.path], { categories: ['Blue'] });
      const schedule = { sendAt: inAnHour(), onServer };
      await client.compose.submit({ id, revision, holdMs: 0, schedule });
      await waitFor(client, id, 'scheduled');
      const draft = await client.compose.reopen({ id });
      expect(draft).toMatchObject({ text: { categories: ['Blue'] }, files: [{ name: 'plans.bin' }] });
      expect((await client.compose.reopen({ id })).id).toBe(draft.id);
      const text = { ...draft.text, subject: 'Newer plans' };
      const saved = await client.compose.save({ id: draft.id, revision: draft.revision, text });
      await draftWhere(client, draft.id, isAttached);
      await client.compose.submit({ id: draft.id, revision: saved.revision, holdMs: 0 });
      await waitFor(client, draft.id, 'sent');
      expect((await tenant.delivered()).map(({ subject, attachments }) => [subject, attachments[0]?.sha256])).toEqual([
        ['Newer plans', file.sha256],
      ]);
      expect(await tenant.subjects('drafts')).toEqual([]);
    },
  );

  it('is refused for a time that is over, except to whoever repeats what was scheduled before it was', async () => {
    const tenant = await startTenant();
    const { client } = await startEngine(tenant);
    const over = mail({ sendAt: '2020-01-01T00:00:00.000Z' }, 'k');
    await expect(client.outbox.submit(over)).rejects.toThrow('is over already');
    await expect(client.outbox.preview(over)).rejects.toThrow('is over already');
    const soon = mail({ sendAt: new Date(Date.now() + 300).toISOString() }, 'k');
    const { row } = await client.outbox.submit(soon);
    await expect
      .poll(() =>
        client.outbox.preview(soon).then(
          () => 'ahead',
          () => 'over',
        ),
      )
      .toBe('over');
    expect(await client.outbox.submit(soon)).toMatchObject({ created: false, row: { id: row.id } });
  });
});

it('C10: a hold that the command line asks for lasts until it is over, or a person ends it', async () => {
  const tenant = await startTenant();
  const { client, start } = await startEngine(tenant);
  await start();
  const { row } = await client.outbox.submit({ ...mail(), holdMs: 120_000 });
  await waitFor(client, row.id, 'held');
  await client.outbox.sendNow({ id: row.id });
  await waitFor(client, row.id, 'sent');
  expect(submitInput.safeParse({ ...mail(), holdMs: 120_001 }).success).toBe(false);
});
