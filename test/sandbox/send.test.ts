import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { aMessage, marker, startTenant } from './sandbox-client.ts';

const markerFilter = (value: string): string =>
  `$filter=${encodeURIComponent(`singleValueExtendedProperties/Any(ep: ep/id eq '${marker}' and ep/value eq '${value}')`)}`;
const marked = { singleValueExtendedProperties: [{ id: marker, value: 'intent-1' }] };

describe('a draft with a large file', () => {
  test('is uploaded in pieces, accepted, seen in Drafts, then in Sent Items, and delivered once', async () => {
    const tenant = await startTenant();
    const { id } = await tenant.createDraft({ ...marked, internetMessageId: '<intent-1@app.example>' });
    const bytes = Buffer.alloc(5_000_000, 'mailroom');
    const url = await tenant.openSession(id, bytes.length, { contentType: 'model/step' });

    const first = await tenant.put(url, bytes.subarray(0, 3_932_160), 'bytes 0-3932159/5000000');
    expect(first.status).toBe(200);
    expect(first.json['nextExpectedRanges']).toEqual(['3932160']);
    expect(first.json['ExpirationDateTime']).toBe('2026-01-15T13:00:00.000Z');
    const last = await tenant.put(url, bytes.subarray(3_932_160), 'bytes 3932160-4999999/5000000');
    expect([last.status, last.text]).toEqual([201, '']);
    const attachmentId = /Attachments\('([^']+)'\)$/.exec(last.headers.get('location') ?? '')?.[1];
    const listed = await tenant.call('GET', `/me/messages/${id}/attachments?$select=id,name,size`);
    expect(listed.json['value']).toMatchObject([{ id: attachmentId, name: 'plans.bin' }]);

    expect((await tenant.call('POST', `/me/messages/${id}/send`)).status).toBe(202);
    const waiting = await tenant.call('GET', `/me/messages/${id}`, undefined, { Prefer: 'IdType="ImmutableId"' });
    expect(waiting.json['isDraft']).toBe(true);
    expect(await tenant.truth()).toEqual({ delivered: [], pending: 1 });

    tenant.advance(500);
    const sent = await tenant.call(
      'GET',
      `/me/mailFolders('sentitems')/messages?${markerFilter('INTENT-1')}`,
      undefined,
      {
        Prefer: 'IdType="ImmutableId"',
      },
    );
    expect(sent.headers.get('preference-applied')).toBe('IdType=ImmutableId');
    expect(sent.json['value']).toMatchObject([{ id, isDraft: false, internetMessageId: '<intent-1@app.example>' }]);
    const { delivered, pending } = await tenant.truth();
    expect(pending).toBe(0);
    expect(delivered).toMatchObject([
      {
        sender: 'sender@sandbox.example',
        marker: 'intent-1',
        recipients: [{ address: 'finance@sandbox.example', outcome: 'delivered' }],
        attachments: [
          {
            name: 'plans.bin',
            sizeBytes: 5_000_000,
            sha256: createHash('sha256').update(bytes).digest('hex'),
            contentType: 'model/step',
          },
        ],
      },
    ]);
    const inbox = await tenant.call('GET', '/me/mailFolders/inbox/messages?$top=1', undefined, {
      Authorization: 'Bearer finance-token',
    });
    expect(inbox.json['value']).toMatchObject([{ subject: 'Plans', isRead: false, hasAttachments: true }]);
    expect(await tenant.violations()).toEqual([]);
  });
});

describe('recipients', () => {
  test('that do not exist come back as mail, those of other organisations count as delivered', async () => {
    const tenant = await startTenant();
    const addresses = ['nobody@sandbox.example', 'gone@bounce.example', 'partner@else.example'];
    const { id } = await tenant.createDraft({
      toRecipients: addresses.map((address) => ({ emailAddress: { address } })),
    });
    expect((await tenant.call('POST', `/me/messages/${id}/send`)).status).toBe(202);
    tenant.advance(500);
    const { delivered } = await tenant.truth();
    expect(delivered[0]?.recipients.map(({ outcome }) => outcome)).toEqual(['bounced', 'bounced', 'outside']);
    const inbox = await tenant.call('GET', "/me/mailFolders/inbox/messages?$filter=subject eq 'Undeliverable: Plans'");
    expect(inbox.json['value']).toHaveLength(2);
  });

  test('that are missing or no address are refused at once', async () => {
    const tenant = await startTenant();
    for (const toRecipients of [[], [{ emailAddress: { address: 'no-address' } }]]) {
      const { id } = await tenant.createDraft({ toRecipients });
      const answer = await tenant.call('POST', `/me/messages/${id}/send`);
      expect([answer.status, answer.code]).toEqual([400, 'ErrorInvalidRecipients']);
    }
  });
});

describe('a second send of one draft', () => {
  test('finds nothing while the first is on its way and after it', async () => {
    const tenant = await startTenant();
    const { id } = await tenant.createDraft();
    expect((await tenant.call('POST', `/me/messages/${id}/send`)).status).toBe(202);
    expect((await tenant.call('POST', `/me/messages/${id}/send`)).code).toBe('ErrorItemNotFound');
    tenant.advance(500);
    expect((await tenant.call('POST', `/me/messages/${id}/send`)).status).toBe(404);
    expect((await tenant.truth()).delivered).toHaveLength(1);
  });

  test('delivers again where the service is switched to that', async () => {
    const tenant = await startTenant({ secondSend: 'deliversAgain', immutableIdOnSend: 'changes' });
    const { id } = await tenant.createDraft(marked);
    await tenant.call('POST', `/me/messages/${id}/send`);
    tenant.advance(500);
    expect((await tenant.call('GET', `/me/messages/${id}`)).status).toBe(404);
    expect((await tenant.call('POST', `/me/messages/${id}/send`)).status).toBe(202);
    tenant.advance(500);
    expect((await tenant.truth()).delivered.map((mail) => mail.marker)).toEqual(['intent-1', 'intent-1']);
  });

  test('that overlaps the first one is a conflict, and delivers too where sending is not atomic', async () => {
    for (const nonAtomicSend of [false, true]) {
      const tenant = await startTenant({ nonAtomicSend, sendProcessingMs: 100 });
      const { id } = await tenant.createDraft();
      const both = await Promise.all([1, 2].map(() => tenant.call('POST', `/me/messages/${id}/send`)));
      expect(both.map((answer) => answer.status).toSorted((left, right) => left - right)).toEqual(
        nonAtomicSend ? [202, 202] : [202, 412],
      );
      tenant.advance(500);
      expect((await tenant.truth()).delivered).toHaveLength(nonAtomicSend ? 2 : 1);
    }
  });
});

describe('what is unknown of the real service can be switched', () => {
  test('the marker may come late or never, and the preset message id may be lost', async () => {
    const tenant = await startTenant({ markerFilterableAfterMs: 60_000, presetMessageIdSurvives: false });
    const find = async (): Promise<unknown[]> =>
      (await tenant.call('GET', `/me/messages?${markerFilter('intent-1')}`)).json['value'] as unknown[];
    const { id } = await tenant.createDraft({ ...marked, internetMessageId: '<intent-1@app.example>' });
    expect(await find()).toHaveLength(1);
    await tenant.call('POST', `/me/messages/${id}/send`);
    tenant.advance(500);
    expect(await find()).toEqual([]);
    tenant.advance(60_000);
    expect(await find()).toHaveLength(1);
    expect((await tenant.truth()).delivered[0]?.internetMessageId).not.toBe('<intent-1@app.example>');

    await tenant.control('PATCH', 'switches', { markerReachesSentCopy: false });
    const second = await tenant.createDraft({ singleValueExtendedProperties: [{ id: marker, value: 'intent-2' }] });
    await tenant.call('POST', `/me/messages/${second.id}/send`);
    tenant.advance(120_000);
    expect((await tenant.call('GET', `/me/messages?${markerFilter('intent-2')}`)).json['value']).toEqual([]);
  });
});

describe('a deferred message', () => {
  test('stays a draft until its time and can be withdrawn by deleting it', async () => {
    const tenant = await startTenant();
    const deferred = [{ id: 'SystemTime 0x3FEF', value: '2026-01-15T13:00:00Z' }];
    const first = await tenant.createDraft({ singleValueExtendedProperties: deferred });
    const second = await tenant.createDraft({ singleValueExtendedProperties: deferred });
    for (const { id } of [first, second])
      expect((await tenant.call('POST', `/me/messages/${id}/send`)).status).toBe(202);
    tenant.advance(3_500_000);
    expect((await tenant.truth()).pending).toBe(2);
    expect((await tenant.call('PATCH', `/me/messages/${first.id}`, { subject: 'Later' })).status).toBe(412);
    expect((await tenant.call('DELETE', `/me/messages/${second.id}`)).status).toBe(204);
    tenant.advance(200_000);
    const { delivered, pending } = await tenant.truth();
    expect([delivered.length, pending]).toEqual([1, 0]);
  });
});

describe('sendMail', () => {
  test('delivers a small mail with its file and leaves a copy unless told not to', async () => {
    const tenant = await startTenant();
    const attachments = [
      {
        '@odata.type': '#microsoft.graph.fileAttachment',
        name: 'note.txt',
        contentBytes: Buffer.from('hello').toString('base64'),
      },
    ];
    const send = (more: object): Promise<{ status: number }> =>
      tenant.call('POST', '/me/sendMail', { message: { ...aMessage, attachments }, ...more });
    expect((await send({})).status).toBe(202);
    expect((await send({ saveToSentItems: 'false' })).status).toBe(202);
    tenant.advance(500);
    expect((await tenant.truth()).delivered.map((mail) => mail.attachments[0]?.sizeBytes)).toEqual([5, 5]);
    expect((await tenant.call('GET', '/me/mailFolders/sentitems/messages')).json['value']).toHaveLength(1);
  });

  test('refuses MIME, broken or not', async () => {
    const tenant = await startTenant();
    const headers = { 'Content-Type': 'text/plain' };
    const broken = await tenant.call('POST', '/me/sendMail', '<not base64>', headers);
    expect([broken.status, broken.code]).toEqual([400, 'ErrorMimeContentInvalidBase64String']);
    expect((await tenant.call('POST', '/me/sendMail', 'RnJvbTogYQ==', headers)).status).toBe(501);
  });
});
