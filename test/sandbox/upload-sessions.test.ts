import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { Answer, TestTenant } from './sandbox-client.ts';
import { bearer, startTenant } from './sandbox-client.ts';

const size = 3_000_000;
const bytes = Buffer.alloc(size, 'x');

async function openSession(tenant: TestTenant): Promise<{ id: string; url: string }> {
  const { id } = await tenant.createDraft();
  return { id, url: await tenant.openSession(id, size) };
}
const inner = ({ json }: Answer): unknown => (json['error'] as Record<string, unknown>)['innerError'];
const outcome = ({ status, code }: { status: number; code: string | undefined }): unknown[] => [status, code];

describe('opening a session', () => {
  test('answers as the service does, in the plain and the namespaced form', async () => {
    const tenant = await startTenant();
    const { id } = await tenant.createDraft();
    const body = { attachmentitem: { attachmentType: 'file', name: 'a', size } };
    for (const action of ['createUploadSession', 'microsoft.graph.createUploadSession']) {
      const answer = await tenant.call('POST', `/me/messages('${id}')/attachments/${action}`, body);
      expect(answer.status).toBe(201);
      expect(answer.json['nextExpectedRanges']).toEqual(['0-']);
      expect(answer.json['uploadUrl']).toMatch(/\?authtoken=eyJ/);
    }
  });

  test('refuses what is too small, too large, no file, or not of its type', async () => {
    const tenant = await startTenant();
    const { id } = await tenant.createDraft();
    const open = async (item: object): Promise<unknown[]> =>
      outcome(
        await tenant.call('POST', `/me/messages/${id}/attachments/createUploadSession`, { AttachmentItem: item }),
      );
    const file = { attachmentType: 'file', name: 'a', size };
    expect(await open({ ...file, size: 2_097_151 })).toEqual([
      400,
      'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize',
    ]);
    expect(await open({ ...file, size: 150_000_001 })).toEqual([400, 'ErrorAttachmentSizeLimitExceeded']);
    expect(await open({ ...file, attachmentType: 'item' })).toEqual([
      405,
      'ErrorAttachmentSessionIsSupportedOnlyForFileAttachments',
    ]);
    expect(await open({ ...file, size: String(size) })).toEqual([400, 'RequestBodyRead']);
    expect(await open({ ...file, attachmentType: 'folder' })).toEqual([400, 'RequestBodyRead']);
    expect(await open({ ...file, sizeBytes: 1 })).toEqual([400, 'RequestBodyRead']);
    expect(await open({ attachmentType: 'file', size })).toEqual([400, 'ErrorInvalidRequest']);
  });
});

describe('putting a range', () => {
  test('refuses a bearer token, a wrong range and a piece that is too large, and remembers who did it', async () => {
    const tenant = await startTenant();
    const { url } = await openSession(tenant);
    const put = async (length: number, range: string, headers = {}): Promise<unknown[]> =>
      outcome(await tenant.put(url, bytes.subarray(0, length), range, headers));
    expect(await put(10, `bytes 0-9/${size}`, { Authorization: `Bearer ${bearer}` })).toEqual([
      401,
      'InvalidAudienceForResource',
    ]);
    expect(await put(10, `bytes 0-10/${size}`)).toEqual([400, 'invalidRange']);
    expect(await put(10, 'bytes 0-9/99')).toEqual([400, 'invalidRange']);
    expect(await put(10, '')).toEqual([400, 'invalidRange']);
    const large = await tenant.put(url, Buffer.alloc(4_194_305), `bytes 0-4194304/${size}`);
    expect(large.status).toBe(413);
    expect((await tenant.violations()).map(({ kind }) => kind)).toEqual([
      'authorizationOnPut',
      'badContentRange',
      'badContentRange',
      'badContentRange',
      'putTooLarge',
    ]);
    expect(await (await fetch(url)).json()).toMatchObject({ nextExpectedRanges: ['0'] });
  });

  test('refuses an overlap and a gap, and tells them apart', async () => {
    const tenant = await startTenant();
    const { url } = await openSession(tenant);
    await tenant.put(url, bytes.subarray(0, 1000), `bytes 0-999/${size}`);
    const overlap = await tenant.put(url, bytes.subarray(0, 1000), `bytes 0-999/${size}`);
    const gap = await tenant.put(url, bytes.subarray(0, 1000), `bytes 2000-2999/${size}`);
    expect([outcome(overlap), inner(overlap)]).toEqual([[416, 'invalidRange'], { code: 'fragmentOverlap' }]);
    expect([outcome(gap), inner(gap)]).toEqual([[416, 'invalidRange'], { code: 'fragmentOutOfOrder' }]);
    expect(await tenant.violations()).toEqual([]);
  });

  test('knows no finished, cancelled or expired session, nor one with a wrong token', async () => {
    const tenant = await startTenant();
    const { id, url } = await openSession(tenant);
    const whole = `bytes 0-${size - 1}/${size}`;
    expect((await tenant.put(url, bytes, whole)).status).toBe(201);
    expect(outcome(await tenant.put(url, bytes, whole))).toEqual([404, 'ErrorItemNotFound']);

    const cancelled = await tenant.openSession(id, size);
    expect((await tenant.call('DELETE', cancelled, undefined, { Authorization: '' })).status).toBe(401);
    expect((await fetch(cancelled, { method: 'DELETE' })).status).toBe(204);
    expect((await tenant.put(cancelled, bytes, whole)).status).toBe(404);

    const expired = await tenant.openSession(id, size);
    expect((await tenant.put(expired.replace('eyJ', 'eyK'), bytes, whole)).status).toBe(401);
    tenant.advance(3_600_000);
    expect((await tenant.put(expired, bytes, whole)).status).toBe(404);
    await tenant.control('PATCH', 'switches', { expiredSessionStatus: 401 });
    expect((await tenant.put(expired, bytes, whole)).status).toBe(401);
    expect((await tenant.call('GET', `/me/messages/${id}/attachments?$select=id`)).json['value']).toHaveLength(1);
  });

  test('meets the size limit of the mailbox in the middle of a file', async () => {
    const tenant = await startTenant({ mailboxSizeLimits: { 'sender@sandbox.example': 2_500_000 } });
    const { url } = await openSession(tenant);
    expect((await tenant.put(url, bytes.subarray(0, 2_000_000), `bytes 0-1999999/${size}`)).status).toBe(200);
    const over = await tenant.put(url, bytes.subarray(2_000_000), `bytes 2000000-2999999/${size}`);
    expect(outcome(over)).toEqual([413, 'ErrorMessageSizeExceeded']);
    const tips = await tenant.call('POST', '/me/getMailTips', {
      EmailAddresses: ['sender@sandbox.example', 'finance@sandbox.example', 'nobody@sandbox.example'],
      MailTipsOptions: 'maxMessageSize',
    });
    expect(tips.json['value']).toMatchObject([
      { maxMessageSize: 2_500_000 },
      { maxMessageSize: 150_000_000 },
      { error: {} },
    ]);
  });

  test('stores nothing of a piece whose sender left in the middle of it', async () => {
    const tenant = await startTenant();
    const { url } = await openSession(tenant);
    const { port, pathname, search } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `PUT ${pathname}${search} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Range: bytes 0-999/${size}\r\nContent-Length: 1000\r\n\r\n`,
    );
    socket.write(bytes.subarray(0, 500));
    await once(socket, 'ready');
    socket.destroy();
    await expect
      .poll(async () => (await tenant.log()).filter(({ method }) => method === 'PUT'))
      .toMatchObject([{ status: null }]);
    expect(await (await fetch(url)).json()).toMatchObject({ nextExpectedRanges: ['0'] });
  });

  test('can answer with the other forms that were seen', async () => {
    const tenant = await startTenant({
      expectedRangesForm: 'n-m',
      expectedRangesName: 'NextExpectedRanges',
      wrongOffsetStatus: 409,
      uploadUrlGet: 'methodNotAllowed',
      uploadOrigin: 'http://upload.example',
    });
    const { url } = await openSession(tenant);
    expect(url.startsWith('http://upload.example/api/')).toBe(true);
    const local = url.replace('http://upload.example', tenant.sandbox.origin);
    const first = await tenant.put(local, bytes.subarray(0, 1000), `bytes 0-999/${size}`);
    expect(first.json['NextExpectedRanges']).toEqual([`1000-${size - 1}`]);
    expect((await tenant.put(local, bytes.subarray(0, 1000), `bytes 0-999/${size}`)).status).toBe(409);
    expect((await fetch(local)).status).toBe(405);
  });
});

describe('two writes to one draft at once', () => {
  test('are a conflict, and the second one is written down', async () => {
    const tenant = await startTenant();
    const { id, url } = await openSession(tenant);
    await tenant.control('POST', 'faults', { match: { method: 'PUT' }, action: 'slow', delayMs: 200 });
    const slow = tenant.put(url, bytes.subarray(0, 1000), `bytes 0-999/${size}`);
    await expect
      .poll(async () => (JSON.parse((await tenant.control('GET', 'faults')).text) as { used: number }[])[0]?.used)
      .toBe(1);
    const rival = await tenant.call('PATCH', `/me/messages/${id}`, { subject: 'Other' });
    expect(outcome(rival)).toEqual([412, 'ErrorIrresolvableConflict']);
    expect((await slow).status).toBe(200);
    expect((await tenant.violations()).map(({ kind }) => kind)).toEqual(['overlappingWrites']);
  });
});
