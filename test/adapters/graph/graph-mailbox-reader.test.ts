import { describe, expect, it } from 'vitest';
import { call, json, type Responder, type SeenRequest } from '../../helpers/graph-client-rig.ts';
import { mailboxReaderRig } from '../../helpers/mailbox-reader-rig.ts';

const lost = { ok: false, fault: { kind: 'lost' } };

/** What the server is asked for, decoded. */
function asked(seen: readonly SeenRequest[]): readonly string[] {
  return seen.map(({ url }) => decodeURIComponent(url));
}

/** The same JSON for every request; `ORIGIN` in it is the server's own. */
function always(body: unknown): Responder {
  return ({ headers }, response) => {
    json(response, 200, JSON.parse(JSON.stringify(body).replaceAll('ORIGIN', `http://${String(headers.host)}`)));
  };
}

function refusingSelect(body: unknown): Responder {
  return (request, response) => {
    if (request.url.includes('$select')) json(response, 400, { error: { code: 'RequestBroker--ParseUri' } });
    else json(response, 200, body);
  };
}

describe('folders', () => {
  const inbox = { id: 'in', displayName: 'Inbox', totalItemCount: 7 };
  function answerFolders(page: SeenRequest): unknown {
    if (page.url.includes('/inbox?')) return inbox;
    if (page.url.includes('/archive/childFolders?')) return { value: [{ id: 'old', displayName: 'Old' }] };
    return page.url.includes('page=2')
      ? { value: [{ id: 'archive', displayName: 'Archive', totalItemCount: 2, childFolderCount: 1 }] }
      : { value: [{ id: 'x' }, inbox], '@odata.nextLink': `http://${String(page.headers.host)}/v1.0/me/f?page=2` };
  }

  it('begin with the Inbox, and go through every page and every branch', async () => {
    const { reader } = await mailboxReaderRig((request, response) => json(response, 200, answerFolders(request)));
    expect(await reader.listFolders(call)).toMatchObject({
      ok: true,
      value: [
        { id: 'in', name: 'Inbox', messages: 7 },
        { id: 'x', name: 'x', messages: 0 },
        { id: 'archive', name: 'Archive', messages: 2 },
        { id: 'old', name: 'Archive / Old', messages: 0 },
      ],
    });
  });

  it.each([400, 404, 501])('are the Inbox alone where the server lists none (%i)', async (status) => {
    const { reader } = await mailboxReaderRig((request, response) =>
      json(response, request.url.includes('/inbox?') ? 200 : status, inbox),
    );
    expect(await reader.listFolders(call)).toMatchObject({ ok: true, value: [{ id: 'in' }] });
  });
});

describe('GW5: changes', () => {
  const page = {
    value: [
      { id: 'm1', receivedDateTime: '2026-11-20T10:00:00Z', isDraft: false },
      { id: 'm2', '@removed': { reason: 'deleted' } },
      { id: 'm3', receivedDateTime: '2026-11-20T10:00:00.1234567Z', isDraft: true },
      { id: 'm4' },
    ],
    '@odata.nextLink': "ORIGIN/v1.0/me/mailFolders('inbox')/messages/delta?$skiptoken=a%2Bb",
  };

  it('are asked for in small and without a filter, and read to the last item', async () => {
    const { reader, seen } = await mailboxReaderRig(always(page));
    const receivedAtMs = Date.UTC(2026, 10, 20, 10);
    expect(await reader.readChanges(call, 'a/b', null)).toMatchObject({
      ok: true,
      value: {
        changes: [
          { kind: 'present', messageId: 'm1', receivedAtMs, isDraft: false },
          { kind: 'removed', messageId: 'm2' },
          { kind: 'present', messageId: 'm3', receivedAtMs: receivedAtMs + 123, isDraft: true },
          { kind: 'present', messageId: 'm4', receivedAtMs: null, isDraft: false },
        ],
        link: { kind: 'more' },
      },
    });
    expect(seen[0]?.url).toBe('/v1.0/me/mailFolders/a%2Fb/messages/delta?$select=id,receivedDateTime,isDraft');
    expect(seen[0]?.headers['prefer']).toBe('odata.maxpagesize=200, IdType="ImmutableId"');
  });

  it('go on at the link of the last page, word for word, and ask for the same page size again', async () => {
    const { reader, seen } = await mailboxReaderRig(always(page));
    const first = await reader.readChanges(call, 'inbox', null);
    await reader.readChanges(call, 'inbox', first.ok ? first.value.link.url : null);
    expect(seen[1]?.url).toBe("/v1.0/me/mailFolders('inbox')/messages/delta?$skiptoken=a%2Bb");
    expect(seen[1]?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      prefer: 'odata.maxpagesize=200, IdType="ImmutableId"',
    });
  });

  it('go on when the server has another address today', async () => {
    const yesterday = await mailboxReaderRig(always({ value: [], '@odata.deltaLink': 'ORIGIN/v1.0/d?$deltatoken=t' }));
    const first = await yesterday.reader.readChanges(call, 'inbox', null);
    expect(first).toMatchObject({ ok: true, value: { changes: [], link: { kind: 'end' } } });
    const today = await mailboxReaderRig(always(page));
    await today.reader.readChanges(call, 'inbox', first.ok ? first.value.link.url : null);
    expect(asked(today.seen)).toEqual(['/v1.0/d?$deltatoken=t']);
    expect(yesterday.seen).toHaveLength(1);
  });

  it('never follow a link to somebody else, who would get the token', async () => {
    const { reader } = await mailboxReaderRig(always({ value: [], '@odata.nextLink': 'http://127.0.0.1:9/v1.0/d' }));
    expect(await reader.readChanges(call, 'inbox', null)).toMatchObject(lost);
  });

  it.each([
    ['an item without an id', { ...page, value: [...page.value, { isDraft: false }] }],
    ['a date that is none', { ...page, value: [{ id: 'm', receivedDateTime: 'yesterday' }] }],
    ['no link', { value: [] }],
    ['no list', { '@odata.deltaLink': 'ORIGIN/v1.0/d' }],
  ])('are no page with %s: half a page would be taken for the whole', async (_what, body) => {
    const { reader } = await mailboxReaderRig(always(body));
    expect(await reader.readChanges(call, 'inbox', null)).toMatchObject(lost);
  });

  it('say when the place is lost', async () => {
    const { reader } = await mailboxReaderRig((_request, response) =>
      json(response, 410, { error: { code: 'SyncStateNotFound', message: 'generation=149' } }),
    );
    const gone = { ok: false, fault: { kind: 'refused', status: 410, code: 'SyncStateNotFound' } };
    expect(await reader.readChanges(call, 'inbox', '/v1.0/d')).toMatchObject(gone);
  });
});

describe('GW6: a message', () => {
  const message = {
    id: 'm/1',
    subject: 'Plans',
    from: { emailAddress: { name: 'Sandbox Sender', address: 'sender@sandbox.example' } },
    toRecipients: [{ emailAddress: { address: 'a@sandbox.example' } }, { emailAddress: { name: 'A list' } }, 'nobody'],
    receivedDateTime: '2026-11-20T10:00:00Z',
    internetMessageId: '<1@sandbox.example>',
    parentFolderId: 'inbox',
    body: { contentType: 'HTML', content: '<p>Hello</p>' },
  };
  const read = {
    subject: 'Plans',
    fromName: 'Sandbox Sender',
    fromAddress: 'sender@sandbox.example',
    to: ['a@sandbox.example', 'A list'],
    cc: [],
    receivedAtMs: Date.UTC(2026, 10, 20, 10),
    internetMessageId: '<1@sandbox.example>',
    conversationId: null,
    folderId: 'inbox',
    body: { contentType: 'html', content: '<p>Hello</p>' },
  };

  it('is asked for with the fields that are kept and no others', async () => {
    const { reader, seen } = await mailboxReaderRig(always(message));
    expect(await reader.readMessage(call, 'm/1')).toMatchObject({ ok: true, value: read });
    expect(seen[0]?.url).toMatch(
      /^\/v1\.0\/me\/messages\/m%2F1\?\$select=id,subject,from,.*,body,internetMessageHeaders$/,
    );
  });

  it('is asked for whole where the server takes no choice of fields', async () => {
    const { reader, seen } = await mailboxReaderRig(refusingSelect(message));
    expect(await reader.readMessage(call, 'm')).toMatchObject({ ok: true, value: read });
    expect(seen[1]?.url).toBe('/v1.0/me/messages/m');
  });

  it('may have no sender, subject or text', async () => {
    const bare = { id: 'm', receivedDateTime: '0001-01-01T00:00:00Z', from: { emailAddress: 'nobody' } };
    const { reader } = await mailboxReaderRig(always(bare));
    expect(await reader.readMessage(call, 'm')).toMatchObject({
      ok: true,
      value: { subject: '', fromAddress: null, receivedAtMs: 0, body: { contentType: 'text', content: '' } },
    });
  });
});

describe('GW2: attachments', () => {
  const first = {
    value: [
      {
        '@odata.type': '#microsoft.graph.fileAttachment',
        id: 'a1',
        name: 'a.pdf',
        contentType: 'application/pdf',
        size: 9,
      },
      { '@odata.type': '#microsoft.graph.itemAttachment', id: 'a2', name: 'Forwarded', contentType: null, size: 1.5 },
    ],
    '@odata.nextLink': 'ORIGIN/v1.0/next?page=2',
  };
  const second = {
    value: [{ '@odata.type': '#microsoft.graph.referenceAttachment', id: 'a3', name: 'Shared' }, { id: 'a4' }],
  };

  it('are listed through every page, without their bytes', async () => {
    const { reader, seen } = await mailboxReaderRig((request, response) =>
      always(request.url.includes('page=2') ? second : first)(request, response),
    );
    expect(await reader.listAttachments(call, 'm')).toMatchObject({
      ok: true,
      value: [
        { id: 'a1', kind: 'file', name: 'a.pdf', contentType: 'application/pdf', reportedBytes: 9 },
        { id: 'a2', kind: 'item', name: 'Forwarded', contentType: 'application/octet-stream', reportedBytes: 1 },
        { id: 'a3', kind: 'link', name: 'Shared', reportedBytes: 0 },
        { id: 'a4', kind: 'file', name: '' },
      ],
    });
    expect(asked(seen)).toEqual([
      '/v1.0/me/messages/m/attachments?$select=id,name,contentType,size,isInline,lastModifiedDateTime',
      '/v1.0/next?page=2',
    ]);
  });

  it('are listed whole where the server takes no choice of fields', async () => {
    const { reader, seen } = await mailboxReaderRig(refusingSelect(second));
    expect(await reader.listAttachments(call, 'm')).toMatchObject({ ok: true, value: [{ id: 'a3' }, { id: 'a4' }] });
    expect(asked(seen)[1]).toBe('/v1.0/me/messages/m/attachments');
  });

  it('are no list when one of them cannot be read', async () => {
    const { reader } = await mailboxReaderRig(always({ value: [{ id: 'a1' }, { name: 'no id' }] }));
    expect(await reader.listAttachments(call, 'm')).toMatchObject(lost);
  });
});

describe('a content id', () => {
  const attachment = { id: 'a', contentId: 'picture@1', contentBytes: 'AAAA' };

  it('is asked for without the bytes where the server knows how', async () => {
    const { reader, seen } = await mailboxReaderRig(always({ id: 'a', contentId: 'picture@1' }));
    expect(await reader.readContentId(call, 'm', 'a', 90_000_000)).toMatchObject({ ok: true, value: 'picture@1' });
    expect(asked(seen)).toEqual([
      '/v1.0/me/messages/m/attachments/a?$select=id,microsoft.graph.fileAttachment/contentId',
    ]);
  });

  it('comes with the bytes of a small file elsewhere, and the server is not asked the other way again', async () => {
    const { reader, seen } = await mailboxReaderRig(refusingSelect(attachment));
    expect(await reader.readContentId(call, 'm', 'a', 100)).toMatchObject({ ok: true, value: 'picture@1' });
    expect(await reader.readContentId(call, 'm', 'b', 100)).toMatchObject({ ok: true, value: 'picture@1' });
    expect(seen.map(({ url }) => url.includes('$select'))).toEqual([true, false, false]);
  });

  it('of a large file stays unknown there, and the file is not read for it', async () => {
    const { reader, seen } = await mailboxReaderRig(refusingSelect(attachment));
    expect(await reader.readContentId(call, 'm', 'a', 3_000_001)).toMatchObject({ ok: true, value: null });
    expect(seen).toHaveLength(1);
  });

  it('of a large file is not read to the end when the server sends the file along', async () => {
    const { reader } = await mailboxReaderRig(always({ ...attachment, contentBytes: 'A'.repeat(20_000_000) }));
    expect(await reader.readContentId(call, 'm', 'a', 15_000_000)).toMatchObject({ ok: true, value: null });
  });

  it('may be none', async () => {
    const { reader } = await mailboxReaderRig(always({ id: 'a', contentId: null }));
    expect(await reader.readContentId(call, 'm', 'a', 1)).toMatchObject({ ok: true, value: null });
  });

  it('of an attachment that is gone is a fault', async () => {
    const { reader } = await mailboxReaderRig((_request, response) => json(response, 404, {}));
    expect(await reader.readContentId(call, 'm', 'a', 1)).toMatchObject({ ok: false, fault: { status: 404 } });
  });
});
