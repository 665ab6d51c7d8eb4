import { describe, expect, test } from 'vitest';
import { answerDeviceSignIn } from '../../main/sandbox/robot-browser.ts';
import type { Answer } from './sandbox-client.ts';
import { aMessage, marker, startTenant } from './sandbox-client.ts';

const outcome = ({ status, code }: Answer): unknown[] => [status, code];
const rows = ({ json }: Answer): Record<string, unknown>[] => json['value'] as Record<string, unknown>[];
const postForm = async (url: string, form: Record<string, string>): Promise<Record<string, string>> =>
  (await (await fetch(url, { method: 'POST', body: new URLSearchParams(form) })).json()) as Record<string, string>;
const filter = (text: string): string => `$filter=${encodeURIComponent(text)}`;

describe('who may ask', () => {
  test('nobody without a token, nobody for another mailbox, anybody for a profile', async () => {
    const tenant = await startTenant();
    const { sandbox } = tenant;
    const nobody = await tenant.call('GET', '/me', undefined, { Authorization: '' });
    expect(outcome(nobody)).toEqual([401, 'InvalidAuthenticationToken']);
    expect((await tenant.call('GET', '/me', undefined, { Authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await tenant.call('GET', '/me')).json).toMatchObject({ userPrincipalName: 'sender@sandbox.example' });
    expect((await tenant.call('GET', '/users/finance@sandbox.example')).status).toBe(200);
    const other = await tenant.call('GET', '/users/finance@sandbox.example/messages');
    expect(outcome(other)).toEqual([403, 'ErrorAccessDenied']);
    expect((await tenant.call('GET', '/users/sender@sandbox.example/messages')).status).toBe(200);
    expect((await tenant.call('GET', '/users/nobody@sandbox.example/messages')).code).toBe('ErrorInvalidUser');
    expect(sandbox.graphBaseUrl).toBe(`${sandbox.origin}/v1.0`);
  });

  test('a signed-in account may do what its token was granted, and nothing after it was revoked', async () => {
    const tenant = await startTenant();
    const { token_endpoint: tokens, device_authorization_endpoint: devices } = tenant.sandbox.identity;
    const started = await postForm(devices, { client_id: 'an-app', scope: 'Mail.Send' });
    await answerDeviceSignIn(started['verification_uri'] ?? '', started['user_code'] ?? '', {
      user: 'legal@sandbox.example',
    });
    const grant = {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: 'an-app',
      device_code: started['device_code'] ?? '',
    };
    const headers = { Authorization: `Bearer ${(await postForm(tokens, grant))['access_token']}` };
    expect((await tenant.call('GET', '/me', undefined, headers)).json).toMatchObject({ mail: 'legal@sandbox.example' });
    expect((await tenant.call('POST', '/me/sendMail', { message: aMessage }, headers)).status).toBe(202);
    expect(outcome(await tenant.call('POST', '/me/messages', aMessage, headers))).toEqual([403, 'ErrorAccessDenied']);
    await fetch(`${tenant.sandbox.origin}/sandbox/identity`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ action: 'revoke', user: 'legal@sandbox.example' }),
    });
    const revoked = await tenant.call('GET', '/me', undefined, headers);
    expect([outcome(revoked), revoked.headers.has('www-authenticate')]).toEqual([
      [401, 'InvalidAuthenticationToken'],
      true,
    ]);
  });

  test('an unknown path is 400, a wrong method 405', async () => {
    const tenant = await startTenant();
    expect(outcome(await tenant.call('GET', '/me/unknown'))).toEqual([400, 'BadRequest']);
    expect((await tenant.call('PUT', '/me/messages')).status).toBe(405);
    expect((await tenant.call('GET', '/me/sendMail')).status).toBe(405);
  });
});

describe('a draft', () => {
  test('gets a new change key with every write and refuses one that names an older state', async () => {
    const tenant = await startTenant();
    const { id, changeKey, internetMessageId } = await tenant.createDraft({ internetMessageId: '<a@app.example>' });
    expect(internetMessageId).toBe('<a@app.example>');
    const changed = await tenant.call('PATCH', `/me/messages/${id}`, { subject: 'New', isRead: false });
    expect(changed.json).toMatchObject({ subject: 'New', body: aMessage.body, internetMessageId: '<a@app.example>' });
    expect(changed.json['changeKey']).not.toBe(changeKey);
    const stale = await tenant.call(
      'PATCH',
      `/me/messages/${id}`,
      { subject: 'Old' },
      { 'If-Match': `W/"${changeKey}"` },
    );
    expect(outcome(stale)).toEqual([412, 'ErrorIrresolvableConflict']);
    const note = { '@odata.type': '#microsoft.graph.fileAttachment', name: 'n', contentBytes: 'aGVsbG8=' };
    await tenant.call('POST', `/me/messages/${id}/attachments`, note);
    const after = await tenant.call('GET', `/me/messages/${id}?$select=changeKey,hasAttachments`);
    expect(after.json['changeKey']).not.toBe(changed.json['changeKey']);
    expect(after.json['hasAttachments']).toBe(true);
  });

  test('has an id that moves with it and one that does not, both with case', async () => {
    const tenant = await startTenant();
    const { id } = await tenant.createDraft();
    const restId = (await tenant.call('GET', `/me/messages/${id}`)).json['id'] as string;
    expect(restId).not.toBe(id);
    await tenant.call('POST', `/me/messages/${id}/send`);
    tenant.advance(500);
    expect((await tenant.call('GET', `/me/messages/${restId}`)).status).toBe(404);
    expect((await tenant.call('GET', `/me/messages/${id}`)).json['isDraft']).toBe(false);
    expect(outcome(await tenant.call('GET', `/me/messages/${id.toLowerCase()}`))).toEqual([404, 'ErrorItemNotFound']);
  });

  test('cannot be found at once where the service is slow, and goes where the switch says when deleted', async () => {
    const tenant = await startTenant({ freshDraftNotFoundMs: 1000, deleteMovesTo: 'deletedItems' });
    const { id } = await tenant.createDraft();
    expect((await tenant.call('GET', `/me/messages/${id}`)).status).toBe(404);
    tenant.advance(1000);
    expect((await tenant.call('DELETE', `/me/messages/${id}`)).status).toBe(204);
    expect(rows(await tenant.call('GET', '/me/mailFolders/deleteditems/messages'))).toHaveLength(1);
    expect((await tenant.call('POST', `/me/messages/${id}/permanentDelete`)).status).toBe(204);
    expect((await tenant.call('GET', `/me/messages/${id}`)).status).toBe(404);
  });

  test('is checked against the official types', async () => {
    const tenant = await startTenant();
    const create = async (body: unknown): Promise<unknown[]> =>
      outcome(await tenant.call('POST', '/me/messages', body));
    expect(await create({ ...aMessage, openProperty: 1 })).toEqual([201, undefined]);
    expect(await create('{"subject":')).toEqual([400, 'BadRequest']);
    expect(await create([])).toEqual([400, 'BadRequest']);
    const refused = [
      { subject: 1 },
      { isRead: 'yes' },
      { importance: 'urgent' },
      { toRecipients: 'a@b.example' },
      { toRecipients: [null] },
      { toRecipients: [{ address: 'a@b.example' }] },
      { body: { contentType: 'rtf', content: '' } },
      { receivedDateTime: 'yesterday' },
    ];
    const accepted: unknown[] = [];
    for (const body of refused) if ((await create(body))[1] !== 'RequestBodyRead') accepted.push(body);
    expect(accepted).toEqual([]);
    expect(await create({ internetMessageHeaders: [{ name: 'Subject', value: '' }] })).toEqual([
      400,
      'InvalidInternetMessageHeader',
    ]);
  });

  test('takes small files only inside the request limit of 4 MB', async () => {
    const tenant = await startTenant();
    const { id } = await tenant.createDraft();
    const attach = async (sizeBytes: number): Promise<Answer> =>
      tenant.call('POST', `/me/messages/${id}/attachments`, {
        '@odata.type': '#microsoft.graph.fileAttachment',
        name: 'a',
        contentBytes: Buffer.alloc(sizeBytes).toString('base64'),
      });
    expect((await attach(3_145_611)).status).toBe(201);
    expect((await attach(3_146_000)).status).toBe(413);
  });
});

describe('lists of messages', () => {
  test('come in pages that link to the next one', async () => {
    const tenant = await startTenant();
    for (const subject of ['1', '2', '3', '4', '5']) await tenant.createDraft({ subject });
    let link: string | undefined = `/me/mailFolders/drafts/messages?$top=2&$select=subject`;
    const subjects: unknown[] = [];
    while (link !== undefined) {
      const page: Answer = await tenant.call('GET', link);
      subjects.push(...rows(page).map(({ subject }) => subject));
      link = page.json['@odata.nextLink'] as string | undefined;
    }
    expect(subjects).toEqual(['5', '4', '3', '2', '1']);
    const preferred = await tenant.call('GET', '/me/messages', undefined, { Prefer: 'odata.maxpagesize=3' });
    expect(rows(preferred)).toHaveLength(3);
    expect((await tenant.call('GET', '/me/messages?$top=1001')).status).toBe(400);
  });

  test('understand the filters that a client relies on', async () => {
    const tenant = await startTenant();
    await tenant.createDraft({ internetMessageId: "<it's@app.example>", subject: 'Quote' });
    const find = async (text: string): Promise<unknown[]> =>
      rows(await tenant.call('GET', `/me/messages?${filter(text)}`)).map(({ subject }) => subject);
    expect(await find("internetMessageId eq '<it''s@app.example>'")).toEqual(['Quote']);
    expect(await find('isDraft eq true')).toEqual(['Quote']);
    expect(await find('isDraft eq true and receivedDateTime ge 2026-01-15T13:00:00Z')).toEqual([]);
    expect(await find("(isDraft eq true or hasAttachments eq true) and startswith(subject,'quo')")).toEqual(['Quote']);
    expect(await find("not contains(subject,'Sandbox')")).toEqual(['Quote']);
    expect(outcome(await tenant.call('GET', `/me/messages?${filter('isDraft is true')}`))).toEqual([400, 'BadRequest']);
    expect(outcome(await tenant.call('GET', `/me/messages?${filter("nothing eq '1'")}`))).toEqual([
      400,
      'RequestBroker--ParseUri',
    ]);
  });

  test('sort only by what leads the filter', async () => {
    const tenant = await startTenant();
    const sort = async (text: string): Promise<unknown[]> =>
      outcome(await tenant.call('GET', `/me/messages?$orderby=receivedDateTime desc&${filter(text)}`));
    expect(await sort('receivedDateTime ge 2026-01-01T00:00:00Z and isDraft eq false')).toEqual([200, undefined]);
    expect(await sort('isDraft eq false')).toEqual([400, 'InefficientFilter']);
  });

  test('show extended properties only when they are expanded', async () => {
    const tenant = await startTenant();
    const { id } = await tenant.createDraft({ singleValueExtendedProperties: [{ id: marker, value: 'k' }] });
    const plain = await tenant.call('GET', `/me/messages/${id}`);
    expect(plain.json['singleValueExtendedProperties']).toBeUndefined();
    const expand = encodeURIComponent(
      `singleValueExtendedProperties($filter=id eq '${marker}'),attachments($select=id)`,
    );
    const shown = await tenant.call('GET', `/me/messages/${id}?$expand=${expand}`);
    expect(shown.json).toMatchObject({ singleValueExtendedProperties: [{ value: 'k' }], attachments: [] });
  });
});

describe('attachments', () => {
  test('carry their bytes unless selected away, and no contentId can be selected', async () => {
    const tenant = await startTenant();
    const inbox = rows(await tenant.call('GET', `/me/messages?${filter("contains(subject,'figures')")}`));
    const path = `/me/messages/${String(inbox[0]?.['id'])}/attachments`;
    const [attachment] = rows(await tenant.call('GET', path));
    const content = Buffer.from(String(attachment?.['contentBytes']), 'base64').toString();
    expect(content).toContain('cost centre');
    expect(attachment?.['size']).toBeGreaterThan(content.length);
    const value = await tenant.call('GET', `${path}/${String(attachment?.['id'])}/$value`);
    expect([value.text, value.headers.get('content-type')]).toEqual([content, 'text/csv']);
    expect(outcome(await tenant.call('GET', `${path}?$select=id,contentId`))).toEqual([400, 'RequestBroker--ParseUri']);
    expect((await tenant.call('DELETE', `${path}/${String(attachment?.['id'])}`)).status).toBe(204);
    expect(rows(await tenant.call('GET', path))).toEqual([]);
  });

  test('that are only inline do not make hasAttachments true; a reference has no bytes', async () => {
    const tenant = await startTenant();
    const { id } = await tenant.createDraft({
      attachments: [
        {
          '@odata.type': '#microsoft.graph.fileAttachment',
          name: 'i',
          isInline: true,
          contentId: 'c',
          contentBytes: '',
        },
      ],
    });
    expect((await tenant.call('GET', `/me/messages/${id}`)).json['hasAttachments']).toBe(false);
    const link = { '@odata.type': '#microsoft.graph.referenceAttachment', name: 'link' };
    const added = await tenant.call('POST', `/me/messages/${id}/attachments`, link);
    const value = await tenant.call('GET', `/me/messages/${id}/attachments/${String(added.json['id'])}/$value`);
    expect(value.status).toBe(405);
  });
});

test('folders are found by well-known name in any case', async () => {
  const tenant = await startTenant();
  const folder = await tenant.call('GET', "/me/mailFolders('SentItems')");
  expect(folder.json).toMatchObject({ displayName: 'Sent Items', totalItemCount: 0 });
  expect(rows(await tenant.call('GET', '/me/mailFolders')).map(({ displayName }) => displayName)).toContain('Drafts');
  expect((await tenant.call('GET', '/me/mailFolders/nowhere/messages')).code).toBe('ErrorItemNotFound');
});
