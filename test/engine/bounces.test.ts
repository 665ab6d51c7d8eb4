import { describe, expect, it } from 'vitest';
import type { OutboxId } from '../../contract/ids.ts';
import type { OutboxRow } from '../../contract/outbox.ts';
import type { ApiClient } from '../../main/engine/host.ts';
import { failed, sampleReport, type SampleReport } from '../helpers/sample-report.ts';
import { mail, startEngine, type TestEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startTenant, type TestTenant } from '../helpers/start-tenant.ts';

const env = { MS_BOUNCE_LOOK_MS: '50' };
const three = ['finance@sandbox.example', 'bob@fabrikam.example', 'gone@bounce.example'];

async function deliverReport(tenant: TestTenant, report: SampleReport, to = 'sender@sandbox.example'): Promise<void> {
  await tenant.control('POST', 'mime', { to, mime: sampleReport(report) });
}

/** The row once this holds of it. */
async function rowWhen(client: ApiClient, id: OutboxId, holds: (row: OutboxRow) => boolean): Promise<OutboxRow> {
  for await (const row of await client.outbox.watchAll({})) if (row.id === id && holds(row)) return row;
  throw new Error('the outbox is no longer told');
}

async function sentTo({ client, start }: TestEngine, to: readonly string[], path?: string): Promise<OutboxRow> {
  await start();
  const attachments = path === undefined ? [] : [{ path }];
  const { row } = await client.outbox.submit(mail({ to: [...to], attachments }));
  return waitFor(client, row.id, 'sent', 'bounced');
}

const messageIdOf = ({ id }: OutboxRow): string => `<${id}@mailroom.invalid>`;

describe('a mail that comes back', () => {
  it('C12: is Bounced for the one of three whom it did not reach, with the code in plain words', async () => {
    const tenant = await startTenant({ reportCodes: { 'bob@fabrikam.example': '5.2.2' } });
    const engine = await startEngine({ ...tenant, env });
    const sent = await sentTo(engine, three.slice(0, 2));
    const row = await rowWhen(engine.client, sent.id, ({ state }) => state === 'bounced');
    expect(row.reason).toBe('the mailbox is full (5.2.2)');
    expect(row.verdicts).toMatchObject([
      { address: 'bob@fabrikam.example', kind: 'bounced', code: '5.2.2', isAddressee: true, settled: null },
    ]);
    const { events } = await engine.client.outbox.show({ id: sent.id });
    expect(events.at(-1)).toMatchObject({ state: 'bounced', what: 'It came back for 1 of 2 recipients (5.2.2).' });
    expect(await tenant.violations()).toEqual([]);
  });

  it('is found where the service gave it another Message-ID than ours', async () => {
    const tenant = await startTenant({ presetMessageIdSurvives: false });
    const engine = await startEngine({ ...tenant, env });
    const sent = await sentTo(engine, three);
    const row = await rowWhen(engine.client, sent.id, ({ state }) => state === 'bounced');
    expect(row.verdicts.map(({ address }) => address)).toEqual(['gone@bounce.example']);
  });

  it('is told by ingest where that reads the Inbox, and nobody else looks', async () => {
    const tenant = await startTenant();
    const engine = await startEngine({ ...tenant, env });
    await engine.client.ingest.round({ account: null, scope: { kind: 'everything' } });
    const sent = await sentTo(engine, three);
    await tenant.delivered();
    await engine.client.ingest.round({ account: null, scope: { kind: 'everything' } });
    const row = await rowWhen(engine.client, sent.id, ({ state }) => state === 'bounced');
    expect(row.verdicts).toHaveLength(1);
    expect(await tenant.log({ method: 'GET', path: /mailFolders\/inbox\/messages$/ })).toEqual([]);
  });

  it('S7: goes again to those alone whom it did not reach, with its files, once', async () => {
    const tenant = await startTenant();
    const engine = await startEngine({ ...tenant, env });
    const { client } = engine;
    const file = writeFile('plans.bin', 4_000_000);
    const sent = await sentTo(engine, three, file.path);
    await rowWhen(client, sent.id, ({ state }) => state === 'bounced');
    const draft = await client.outbox.resend({ id: sent.id });
    expect(draft).toMatchObject({ state: 'draft', recipients: ['gone@bounce.example'], subject: 'Plans' });
    expect((await client.outbox.resend({ id: sent.id })).id).toBe(draft.id);
    const settled = (await client.outbox.show({ id: sent.id })).row;
    expect(settled.verdicts).toMatchObject([{ settled: 'resent', resentAs: draft.id }]);
    const { revision } = await client.compose.read({ id: draft.id });
    await client.compose.submit({ id: draft.id, revision, holdMs: 0 });
    await waitFor(client, draft.id, 'sent', 'bounced');
    await expect(client.outbox.resend({ id: sent.id })).rejects.toThrow('already');
    const delivered = await tenant.delivered();
    expect(delivered.map(({ marker }) => marker)).toEqual([sent.id, draft.id]);
    expect(delivered[1]?.attachments).toMatchObject([{ name: 'plans.bin', sha256: file.sha256 }]);
    expect(delivered[1]?.recipients.map(({ address }) => address)).toEqual(['gone@bounce.example']);
  });

  it('C18: is no bounce where a receipt says that it was delivered', async () => {
    const tenant = await startTenant();
    const engine = await startEngine({ ...tenant, env });
    await engine.start();
    const { row } = await engine.client.outbox.submit(mail({ requestDeliveryReceipt: true }));
    const told = await rowWhen(engine.client, row.id, ({ verdicts }) => verdicts.length > 0);
    expect(told).toMatchObject({ state: 'sent', reason: null });
    expect(told.verdicts).toMatchObject([{ address: 'finance@sandbox.example', kind: 'delivered', reason: null }]);
  });

  it('needs nobody any more once it is dismissed', async () => {
    const tenant = await startTenant();
    const engine = await startEngine({ ...tenant, env });
    const sent = await sentTo(engine, three);
    await rowWhen(engine.client, sent.id, ({ state }) => state === 'bounced');
    const row = await engine.client.outbox.dismissBounce({ id: sent.id });
    expect(row).toMatchObject({ state: 'bounced', verdicts: [{ settled: 'dismissed' }] });
  });

  it('is found after the engine was closed meanwhile', async () => {
    const tenant = await startTenant();
    const first = await startEngine({ ...tenant, env: { MS_BOUNCE_LOOK_MS: '3600000' } });
    const sent = await sentTo(first, three);
    expect(sent.state).toBe('sent');
    await tenant.delivered();
    await first.close();
    const second = await startEngine({ ...tenant, dataDir: first.dataDir, env });
    await second.start();
    await rowWhen(second.client, sent.id, ({ state }) => state === 'bounced');
  });
});

describe('what is no bounce of this message', () => {
  it('leaves it in Sent Items: forged, foreign, of the same thread, late, or an answer of a person', async () => {
    const tenant = await startTenant();
    const engine = await startEngine({ ...tenant, env });
    const sent = await sentTo(engine, ['finance@sandbox.example']);
    const about = messageIdOf(sent);
    const subject = 'Undeliverable: Plans';
    const groups = [failed('finance@sandbox.example')];
    // By a stranger, about a mail that we never sent.
    await deliverReport(tenant, { subject, groups, about: '<01970000-0000-7000-8000-0000000000ff@mailroom.invalid>' });
    await deliverReport(tenant, { subject, groups, about: '<unknown@elsewhere.example>' });
    // No evidence at all but the words.
    await deliverReport(tenant, { subject, groups });
    // Another mail of the same thread came back.
    const thread = [`In-Reply-To: ${about}`, `References: ${about}`];
    await deliverReport(tenant, { subject, groups, about: '<later@outlook.example>', headers: thread });
    // Late is not lost, and an answer from out of office is neither.
    const late = ['Final-Recipient: rfc822;finance@sandbox.example', 'Action: delayed', 'Status: 4.4.7'];
    await deliverReport(tenant, { subject, groups: [late], about });
    await tenant.control('POST', 'mime', {
      to: 'sender@sandbox.example',
      mime: `From: Sandbox Finance <finance@sandbox.example>\r\nSubject: Automatic reply: Plans\r\nIn-Reply-To: ${about}\r\nAuto-Submitted: auto-replied\r\nContent-Type: text/plain\r\n\r\n550 5.1.1 is what I never say.\r\n`,
    });
    // In another mailbox than the one that it was sent from.
    await deliverReport(tenant, { subject, groups, about }, 'legal@sandbox.example');
    const row = await rowWhen(engine.client, sent.id, ({ verdicts }) => verdicts.length > 0);
    expect(row.verdicts).toMatchObject([
      { kind: 'delayed', reason: 'it is late; the other mail system goes on trying by itself' },
    ]);
    // A receipt comes last, and is read after all of these.
    await deliverReport(tenant, {
      type: 'disposition-notification',
      groups: [
        [
          'Final-Recipient: rfc822;finance@sandbox.example',
          `Original-Message-ID: ${about}`,
          'Disposition: manual-action/MDN-sent-manually; displayed',
        ],
      ],
    });
    const read = await rowWhen(engine.client, sent.id, ({ verdicts }) => verdicts.some(({ kind }) => kind === 'read'));
    expect(read).toMatchObject({ state: 'sent', reason: null, updatedAt: sent.updatedAt });
  });
});
