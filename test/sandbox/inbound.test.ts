import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { describe, expect, test } from 'vitest';
import { listGeneratedFiles } from '../../main/sandbox/control/generate-mail.ts';
import { generatedMail } from '../../main/sandbox/control/inbound-schema.ts';
import { seededBytes } from '../../main/sandbox/store/seeded-bytes.ts';
import type { TestTenant } from './sandbox-client.ts';
import { bearer, startTenant } from './sandbox-client.ts';

const sender = 'sender@sandbox.example';
const mail = { to: sender, from: { address: 'archive@sandbox.example', name: 'Sandbox Ärchive' }, subject: 'Größe 📐' };
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function deliver(tenant: TestTenant, attachments: object[], more: object = {}): Promise<string> {
  const { json } = await tenant.control('POST', 'deliver', { ...mail, ...more, attachments });
  return `/me/messages/${json['immutableId'] as string}`;
}

const list = async (tenant: TestTenant, path: string): Promise<Record<string, unknown>[]> =>
  (await tenant.call('GET', path)).json['value'] as Record<string, unknown>[];

interface Download {
  readonly status: number | undefined;
  readonly length: string | undefined;
  readonly receivedBytes: number;
  readonly sha256: string;
  readonly isWhole: boolean;
}

/** Reads as a stream, because a broken answer is an answer too. */
async function download(url: string, headers: Record<string, string> = {}): Promise<Download> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(url, { headers: { Authorization: `Bearer ${bearer}`, ...headers } }, (response) => {
      const hash = createHash('sha256');
      let receivedBytes = 0;
      response.on('data', (piece: Buffer) => {
        receivedBytes += piece.length;
        hash.update(piece);
      });
      response.on('error', () => undefined);
      response.on('close', () =>
        resolve({
          status: response.statusCode,
          length: response.headers['content-length'],
          receivedBytes,
          sha256: hash.digest('hex'),
          isWhole: response.complete,
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('attachments that arrive', () => {
  test('are files, items and references, each with what the service gives of it', async () => {
    const tenant = await startTenant();
    const path = await deliver(tenant, [
      { name: 'plan.txt', contentType: 'text/plain', contentBytes: Buffer.from('a plan').toString('base64') },
      { kind: 'item', name: 'Forwarded' },
      { kind: 'item', name: 'Sandbox Legal', contentType: 'text/vcard' },
      { kind: 'item', name: 'Review', contentType: 'text/calendar' },
      { kind: 'reference', name: 'Shared folder' },
    ]);
    const rows = await list(tenant, `${path}/attachments?$select=id,name,contentType,size`);
    expect(rows.map((row) => [row['@odata.type'], row['contentType'], 'contentBytes' in row])).toEqual([
      ['#microsoft.graph.fileAttachment', 'text/plain', false],
      ['#microsoft.graph.itemAttachment', null, false],
      ['#microsoft.graph.itemAttachment', null, false],
      ['#microsoft.graph.itemAttachment', null, false],
      ['#microsoft.graph.referenceAttachment', null, false],
    ]);
    const whole = await list(tenant, `${path}/attachments`);
    expect(whole[0]?.['contentBytes']).toBe(Buffer.from('a plan').toString('base64'));
    const values: Awaited<ReturnType<typeof tenant.call>>[] = [];
    // One after another: four at once may be one too many for a mailbox that is still ending the answer before.
    for (const { id } of rows.slice(0, 4))
      values.push(await tenant.call('GET', `${path}/attachments/${id as string}/$value`));
    expect(values.map(({ headers }) => headers.get('content-type'))).toEqual([
      'text/plain',
      'message/rfc822',
      'text/vcard',
      'text/calendar',
    ]);
    expect(values[1]?.text).toContain('Subject: Forwarded\r\n');
    expect(values[2]?.text).toMatch(/^BEGIN:VCARD\r\n[^]*FN:Sandbox Legal\r\n/);
    expect(values[3]?.text).toMatch(/^BEGIN:VCALENDAR\r\n[^]*SUMMARY:Review\r\n/);
    const none = await tenant.call('GET', `${path}/attachments/${rows[4]?.['id'] as string}/$value`);
    expect(none.status).toBe(405);
    expect((await tenant.call('GET', `${path}/attachments?$select=contentId`)).code).toBe('RequestBroker--ParseUri');
  });

  test('may lie about being inline, and `hasAttachments` believes them', async () => {
    const tenant = await startTenant();
    const path = await deliver(
      tenant,
      [
        { name: 'used.png', contentId: 'logo', isInline: false, sizeBytes: 10 },
        { name: 'unused.png', isInline: true, sizeBytes: 10 },
      ],
      { html: '<p><img src="cid:logo"></p>' },
    );
    const rows = await list(tenant, `${path}/attachments?$select=id,isInline`);
    expect(rows.map((row) => row['isInline'])).toEqual([false, true]);
    const [used] = rows;
    expect((await tenant.call('GET', `${path}/attachments/${used?.['id'] as string}`)).json['contentId']).toBe('logo');
    const hidden = await deliver(tenant, [{ name: 'lost.pdf', isInline: true, sizeBytes: 10 }]);
    expect((await tenant.call('GET', `${hidden}?$select=hasAttachments`)).json['hasAttachments']).toBe(false);
  });

  test('come in pages where a size is switched on or asked for', async () => {
    const tenant = await startTenant({ attachmentPageSize: 2 });
    const files = Array.from({ length: 5 }, (_, index) => ({ name: `${index}.bin`, sizeBytes: index }));
    const path = await deliver(tenant, files);
    const names: unknown[] = [];
    let link: string | undefined = `${path}/attachments?$select=name`;
    while (link !== undefined) {
      const { json } = await tenant.call('GET', link);
      names.push(...(json['value'] as { name: string }[]).map(({ name }) => name));
      link = json['@odata.nextLink'] as string | undefined;
    }
    expect(names).toEqual(files.map(({ name }) => name));
    expect(await list(tenant, `${path}/attachments?$top=4&$select=name`)).toHaveLength(4);
  });

  test('stream 150 MB with their length, knowing no ranges, and each copy shares the bytes', async () => {
    const tenant = await startTenant();
    const sizeBytes = 150_000_000;
    await deliver(tenant, [{ name: 'scan {n}.tif', sizeBytes, seed: 'scan' }], { count: 2 });
    const [first, second] = (await tenant.received(sender)).slice(-2);
    expect(second?.attachments[0]).toMatchObject({ name: 'scan 2.tif', sizeBytes });
    expect(second?.attachments[0]?.sha256).toBe(first?.attachments[0]?.sha256);
    const url = `${tenant.sandbox.graphBaseUrl}/me/messages/${first?.restId}/attachments/${first?.attachments[0]?.id}/$value`;
    const got = await download(url, { Range: 'bytes=0-9' });
    expect(got).toEqual({
      status: 200,
      length: String(sizeBytes),
      receivedBytes: sizeBytes,
      sha256: first?.attachments[0]?.sha256,
      isWhole: true,
    });
  });

  test.each([
    ['cutBody', { length: '1000000', receivedBytes: 500_000, isWhole: false }],
    ['wrongLength', { length: '1000001', receivedBytes: 1_000_000, isWhole: false }],
    ['chunkedBody', { length: undefined, receivedBytes: 1_000_000, isWhole: true }],
    ['slowBody', { length: '1000000', receivedBytes: 1_000_000, isWhole: true }],
    ['halfJson', { length: '1000000', receivedBytes: 1_000_000, isWhole: true }],
  ])('suffer from %s', async (action, expected) => {
    const tenant = await startTenant();
    const path = await deliver(tenant, [{ name: 'a.bin', sizeBytes: 1_000_000, seed: 'a' }]);
    const [row] = await list(tenant, `${path}/attachments?$select=id`);
    await tenant.control('POST', 'faults', { match: { path: 'value$' }, action, delayMs: 40 });
    const url = `${tenant.sandbox.graphBaseUrl}${path}/attachments/${row?.['id'] as string}/$value`;
    expect(await download(url)).toMatchObject(expected);
    expect(await download(url)).toMatchObject({ isWhole: true, sha256: sha256(seededBytes('a', 1_000_000)) });
  });

  test('are items that read differently each time where that is switched on', async () => {
    const tenant = await startTenant({ itemValueVaries: true });
    const path = await deliver(tenant, [{ kind: 'item', name: 'Forwarded' }]);
    const [row] = await list(tenant, `${path}/attachments?$select=id`);
    const read = async (): Promise<string> =>
      (await tenant.call('GET', `${path}/attachments/${row?.['id'] as string}/$value`)).text;
    const [one, other] = [await read(), await read()];
    expect(one).not.toBe(other);
    expect(one).toContain('Subject: Forwarded');
  });
});

test('a message can be read as MIME with all that is attached', async () => {
  const tenant = await startTenant();
  const path = await deliver(
    tenant,
    [
      { name: 'Zeichnung „Brücke“.bin', sizeBytes: 1000, seed: 'bridge', contentId: 'b' },
      { kind: 'item', name: 'Forwarded' },
      { kind: 'reference', name: 'Shared folder' },
    ],
    { text: 'Grüße' },
  );
  const { text, headers } = await tenant.call('GET', `${path}/$value`);
  expect(headers.get('content-type')).toBe('text/plain');
  expect(text).toContain(`Subject: =?utf-8?B?${Buffer.from('Größe 📐').toString('base64')}?=\r\n`);
  expect(text).toContain(Buffer.from('Grüße').toString('base64'));
  expect(text).toContain("filename*=utf-8''Zeichnung%20%E2%80%9EBr%C3%BCcke%E2%80%9C.bin");
  const encoded = seededBytes('bridge', 1000).toString('base64');
  expect(text.replaceAll('\r\n', '')).toContain(encoded);
  expect(text).toContain('Subject: Forwarded\r\n');
  expect(text).not.toContain('Shared folder');
  expect(text.split('\r\n').every((line) => line.length <= 998)).toBe(true);
});

test('a mailbox is filled from a seed, and anybody can compute what is in it', async () => {
  const tenant = await startTenant();
  const order = generatedMail.parse({ to: sender, count: 400, seed: 'fill', stepMs: 60_000 });
  const { json } = await tenant.control('POST', 'generate', order);
  const received = (await tenant.received(sender)).filter(({ subject }) => subject?.includes('generated') === true);
  expect(json).toEqual({ messages: 400, files: received.flatMap(({ attachments }) => attachments).length });
  expect(received.at(-1)?.receivedAt).toBe('2026-01-15T12:00:00.000Z');
  const expected = received.map((_, index) =>
    listGeneratedFiles(order, index).map(({ seed, name, sizeBytes }) => ({
      name,
      sizeBytes,
      sha256: sha256(seededBytes(seed, sizeBytes)),
    })),
  );
  expect(
    received.map(({ attachments }) =>
      attachments.map(({ name, sizeBytes, sha256: hash }) => ({ name, sizeBytes, sha256: hash })),
    ),
  ).toEqual(expected);
  const last = received.at(-1);
  const path = `/me/messages/${last?.immutableId}/attachments/${last?.attachments[0]?.id}/$value`;
  expect((await download(`${tenant.sandbox.graphBaseUrl}${path}`)).sha256).toBe(last?.attachments[0]?.sha256);
});

test('a mailbox that others may open is theirs to read, and nobody else is', async () => {
  const tenant = await startTenant({ sharedMailboxes: { 'archive@sandbox.example': [sender] } });
  const folders = '/users/archive@sandbox.example/mailFolders';
  expect((await tenant.call('GET', folders)).status).toBe(200);
  expect((await tenant.call('GET', folders, undefined, { Authorization: 'Bearer finance-token' })).code).toBe(
    'ErrorAccessDenied',
  );
  expect((await tenant.call('GET', '/users/legal@sandbox.example/mailFolders')).status).toBe(403);
});
