import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { MARKER_PROPERTY } from '../../../main/core/compose/build-message.ts';
import { call, graphClientRig, json, type Responder, type SeenRequest } from '../../helpers/graph-client-rig.ts';
import { sampleContent, sampleId } from '../../helpers/sample-outbox.ts';

const marker = sampleId();
const always =
  (status: number, body: unknown, headers: Record<string, string> = {}): Responder =>
  (_request, response) =>
    json(response, status, body, headers);
const file = { name: 'a.bin', contentType: 'x/y', sizeBytes: 25, contentId: null };
const draft = {
  id: 'd1',
  isDraft: true,
  subject: 'Plans',
  body: { contentType: 'text', content: 'Here.' },
  toRecipients: [{ emailAddress: { address: 'finance@sandbox.example' } }],
};
const snapshot = { subject: 'Plans', bodyContent: 'Here.', to: ['finance@sandbox.example'], cc: [], bcc: [] };

function requestOf(request: SeenRequest | undefined): string {
  return `${request?.method ?? ''} ${decodeURIComponent(request?.url ?? '')}`;
}

describe('drafts', () => {
  it('are created with marker and Message-ID in the one request', async () => {
    const { mail, seen } = await graphClientRig(always(201, draft));
    expect(await mail.createDraft(call, sampleContent, marker)).toMatchObject({
      ok: true,
      value: { id: 'd1', snapshot },
    });
    expect(requestOf(seen[0])).toBe('POST /v1.0/me/messages');
    expect(JSON.parse(seen[0]?.body.toString() ?? '')).toMatchObject({
      internetMessageId: `<${marker}@mailroom.invalid>`,
      singleValueExtendedProperties: [{ id: MARKER_PROPERTY, value: marker }],
    });
  });

  it('have ids that may hold anything', async () => {
    const { mail, seen } = await graphClientRig(always(200, draft));
    await mail.readDraft(call, "A/b+c='=?#", false);
    expect(seen[0]?.url).toMatch(/^\/v1\.0\/me\/messages\/A%2Fb%2Bc%3D'%3D%3F%23\?/);
  });

  it('may be shown without their words, which then cannot be compared', async () => {
    const { mail } = await graphClientRig(always(200, { id: 'd1', isDraft: true }));
    expect(await mail.readDraft(call, 'd1', false)).toMatchObject({
      ok: true,
      value: { isDraft: true, snapshot: null, deferUntilMs: null },
    });
  });
});

const upload = async (respond: Responder, offset: number, length: number) => {
  const rig = await graphClientRig(respond);
  return { ...rig, reply: await rig.mail.putChunk(call, `${rig.origin}/up`, new Uint8Array(length), offset, 25) };
};

const expiryOf = async (expirationDateTime?: unknown) => {
  const rig = await graphClientRig((request, response) =>
    json(response, 201, { uploadUrl: `http://${request.headers.host ?? ''}/up`, expirationDateTime }),
  );
  const reply = await rig.mail.createUploadSession(call, 'd1', file);
  return reply.ok ? reply.value.expiresAtMs : reply.fault;
};

describe('an upload', () => {
  it('puts a range without the token', async () => {
    const { seen, reply } = await upload(always(200, { NextExpectedRanges: ['20-24'] }), 10, 10);
    expect(reply).toMatchObject({ ok: true, value: { kind: 'continue', nextOffset: 20 } });
    expect(seen[0]?.headers).toMatchObject({
      'content-range': 'bytes 10-19/25',
      'content-type': 'application/octet-stream',
      'content-length': '10',
    });
    expect(seen[0]?.headers.authorization).toBeUndefined();
  });

  it.each([
    ["https://outlook.office.com/api/v2.0/Users('u@t')/Messages('m')/Attachments('AAMk%3D')", 'AAMk='],
    ["http://h/Attachments('AA/Mk+1==')", 'AA/Mk+1=='],
    ['/v1.0/me/messages/m/attachments/AAMk%2F1', 'AAMk/1'],
    ['http://h/attachments/AAMk/', 'AAMk'],
    ['http://h/attachments/AAMk?x=1', 'AAMk'],
    ['http://h/attachments/AA%ZZ', 'AA%ZZ'],
  ])('is complete with 201, and the id in Location %s', async (location, attachmentId) => {
    const respond: Responder = (_request, response) => response.writeHead(201, { location }).end();
    const { reply } = await upload(respond, 20, 5);
    expect(reply).toMatchObject({ ok: true, value: { kind: 'complete', attachmentId } });
  });

  const answers: readonly (readonly [string, Responder, object])[] = [
    ['201 without Location', (_request, response) => response.writeHead(201).end(), { attachmentId: null }],
    ['201 with the id as JSON', always(201, { id: 'a' }), { attachmentId: 'a' }],
    ['200 with the id as JSON', always(200, { id: 'a' }), { attachmentId: 'a' }],
    ['200 without ranges', always(200, {}), { attachmentId: null }],
  ];

  it.each(answers)('is complete with %s to the last chunk', async (_name, respond, value) => {
    const { reply } = await upload(respond, 20, 5);
    expect(reply).toMatchObject({ ok: true, value: { kind: 'complete', ...value } });
  });

  it.each(answers.slice(0, 1))('is not complete with %s to any other chunk', async (_name, respond) => {
    const { reply } = await upload(respond, 0, 10);
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'lost' } });
  });

  it('goes to no host that is not the service’s own', async () => {
    const { mail } = await graphClientRig(always(201, { uploadUrl: 'https://example.org/up' }));
    expect(await mail.createUploadSession(call, 'd1', file)).toMatchObject({
      ok: false,
      fault: { kind: 'refused', code: 'uploadHostNotAllowed' },
    });
  });

  it('takes the time of the service, and none where it names none', async () => {
    expect(await expiryOf('2027-09-25T01:09:30.7671707Z')).toBe(Date.UTC(2027, 8, 25, 1, 9, 30, 767));
    expect([await expiryOf(), await expiryOf('soon'), await expiryOf(5)]).toEqual([null, null, null]);
  });
});

describe('sending', () => {
  it('is accepted with 202 alone, whatever else says 2xx', async () => {
    for (const status of [200, 201, 202, 203, 204, 206]) {
      const { mail, seen } = await graphClientRig((_request, response) => response.writeHead(status).end());
      const replies = [await mail.sendDraft(call, 'd1'), await mail.sendMail(call, sampleContent, [], marker)];
      expect(replies.map((reply) => [status, reply.ok])).toEqual(replies.map(() => [status, status === 202]));
      expect(seen.map(requestOf)).toEqual(['POST /v1.0/me/messages/d1/send', 'POST /v1.0/me/sendMail']);
      expect(seen[0]?.headers['content-length']).toBe('0');
    }
  });

  it('uses a connection of its own each time', async () => {
    const { mail, seen } = await graphClientRig((_request, response) => response.writeHead(202).end());
    await mail.sendDraft(call, 'd1');
    await mail.sendDraft(call, 'd1');
    expect(seen.map((request) => request.headers.connection)).toEqual(['close', 'close']);
  });
});

const page = (...value: readonly object[]): object => ({ value });
const says = (status: number, body: unknown) => (response: ServerResponse) => json(response, status, body);

/** Answers each kind of question by its own answer; what is not named is not there. */
function mailbox(answers: Readonly<Record<string, (response: ServerResponse) => void>>): Responder {
  return (request, response) => {
    const url = decodeURIComponent(request.url);
    const how = url.includes('$filter=internetMessageId') ? 'by id' : 'by marker';
    const folder = /mailFolders\/(\w+)/.exec(url)?.[1];
    const answer = answers[folder === undefined ? 'draft' : `${folder} ${how}`];
    if (answer !== undefined) answer(response);
    else if (folder === undefined) json(response, 404, { error: { code: 'ErrorItemNotFound' } });
    else json(response, 200, page());
  };
}

const look = async (answers: Parameters<typeof mailbox>[0], draftId: string | null = 'd1') => {
  const { mail } = await graphClientRig(mailbox(answers));
  const reply = await mail.findByMarker(call, marker, draftId);
  return reply.ok ? reply.value.map(({ id, isDraft }) => `${id}${isDraft ? ' draft' : ''}`) : reply.fault;
};

describe('findByMarker', () => {
  const sent = {
    id: 's1',
    isDraft: false,
    createdDateTime: '2027-01-01T00:00:00Z',
    internetMessageId: `<${marker}@mailroom.invalid>`,
  };
  it('believes the draft’s own id first', async () => {
    expect(await look({ draft: says(200, { ...sent, id: 'd1' }) })).toEqual(['d1']);
  });

  it.each(['sentitems by marker', 'sentitems by id'])('finds the copy in %s', async (where) => {
    expect(await look({ [where]: says(200, page(sent)) })).toEqual(['s1']);
    expect(await look({ draft: says(200, draft), [where]: says(200, page(sent)) })).toEqual(['d1 draft', 's1']);
  });

  it.each(['drafts by marker', 'drafts by id'])('finds a draft whose id was never told in %s', async (where) => {
    expect(await look({ [where]: says(200, page({ ...sent, id: 'd7', isDraft: true })) }, null)).toEqual(['d7 draft']);
  });

  it.each([400, 404, 501])('goes by the Message-ID where a filter by marker is answered with %i', async (status) => {
    const unsupported = says(status, { error: { code: 'ErrorInvalidProperty' } });
    const answers = { 'sentitems by marker': unsupported, 'drafts by marker': unsupported };
    expect(await look(answers, null)).toEqual([]);
    const copy = { ...answers, 'sentitems by id': says(200, page(sent)) };
    expect(await look(copy, null)).toEqual(['s1']);
    const unsent = { ...answers, 'drafts by id': says(200, page({ ...sent, id: 'd7', isDraft: true })) };
    expect(await look(unsent, null)).toEqual(['d7 draft']);
  });

  it.each(['draft', 'sentitems by marker', 'sentitems by id', 'drafts by marker', 'drafts by id'])(
    'proves nothing when %s cannot be asked just now',
    async (what) => {
      expect(await look({ [what]: says(503, {}) })).toMatchObject({ kind: 'refused', status: 503 });
    },
  );

  it('is not taken in by a server that ignores the filter', async () => {
    const others = page({ ...sent, id: 'x', internetMessageId: '<other@example.org>' }, sent);
    expect(await look({ 'sentitems by marker': says(200, others) })).toEqual(['s1']);
  });

  it('goes by the folder where an answer does not say whether it is a draft', async () => {
    const { isDraft: _isDraft, ...silent } = sent;
    expect(await look({ 'sentitems by marker': says(200, page(silent)) })).toEqual(['s1']);
  });
});

describe('a list', () => {
  it('is read through all of its pages', async () => {
    const { mail, seen } = await graphClientRig((request, response) => {
      const isSecond = request.url.includes('skip');
      const link = `http://${request.headers.host ?? ''}/v1.0/next?skip=1`;
      json(response, 200, {
        value: [{ id: isSecond ? 'b' : 'a', name: 'n' }],
        ...(isSecond ? {} : { '@odata.nextLink': link }),
      });
    });
    const reply = await mail.listAttachments(call, 'd1');
    expect(reply).toMatchObject({ ok: true, value: [{ id: 'a' }, { id: 'b' }] });
    expect(seen).toHaveLength(2);
  });

  it.each([
    ['a page elsewhere', { value: [], '@odata.nextLink': 'https://example.org/next' }],
    ['an item that cannot be read', { value: [{ id: 'a' }, { name: 'no id' }] }],
    ['no list at all', { id: 'a' }],
  ])('fails whole with %s, because half a list would pass for the whole one', async (_name, body) => {
    const { mail } = await graphClientRig(always(200, body));
    expect(await mail.listAttachments(call, 'd1')).toMatchObject({ ok: false, fault: { kind: 'lost' } });
  });
});
