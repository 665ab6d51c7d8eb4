import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { startTenant, type TestTenant } from './sandbox-client.ts';

const fragment = 327_680;
const bytes = Buffer.alloc(2 * fragment + 10, 'drive');
const place = '/me/drive/root:/Mailroom/m1-0/film.bin';

async function openUpload(tenant: TestTenant, conflict = 'replace'): Promise<string> {
  const item = { '@microsoft.graph.conflictBehavior': conflict };
  const answer = await tenant.call('POST', `${place}:/createUploadSession`, { item });
  expect(answer.status).toBe(200);
  return answer.json['uploadUrl'] as string;
}

async function upload(tenant: TestTenant, conflict?: string) {
  const url = await openUpload(tenant, conflict);
  const total = bytes.length;
  const first = await tenant.put(url, bytes.subarray(0, 2 * fragment), `bytes 0-${2 * fragment - 1}/${total}`);
  expect([first.status, first.json['nextExpectedRanges']]).toEqual([202, [`${2 * fragment}-`]]);
  return tenant.put(url, bytes.subarray(2 * fragment), `bytes ${2 * fragment}-${total - 1}/${total}`);
}

async function statusOf(method: string, url: string): Promise<number> {
  return (await fetch(url, { method })).status;
}

describe('a drive', () => {
  test('takes a file in fragments, gives it back, and says what lies in it', async () => {
    const tenant = await startTenant();
    const done = await upload(tenant);
    expect([done.status, done.json['size'], done.json['name']]).toEqual([201, bytes.length, 'film.bin']);
    const found = await tenant.call('GET', `${place}?$select=id,size`);
    expect(found.json).toMatchObject({ id: done.json['id'], size: bytes.length, file: {} });
    const content = await tenant.call('GET', `/me/drive/items/${String(done.json['id'])}/content`);
    expect(content.text).toBe(bytes.toString());
    const { json } = await tenant.call('GET', '/me/drive');
    expect(json['quota']).toMatchObject({ used: bytes.length, remaining: 1_000_000_000_000 - bytes.length });
    const listed = JSON.parse((await tenant.control('GET', 'drive?mailbox=sender@sandbox.example')).text) as object[];
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(listed).toMatchObject([{ folder: 'Mailroom/m1-0', name: 'film.bin', sha256 }]);
  });

  test('keeps one item however often it is replaced, and refuses a twin when asked to', async () => {
    const tenant = await startTenant();
    const first = await upload(tenant);
    const again = await upload(tenant);
    expect([again.status, again.json['id']]).toEqual([200, first.json['id']]);
    const twin = await upload(tenant, 'fail');
    expect([twin.status, twin.code]).toEqual([409, 'nameAlreadyExists']);
  });

  test('gives the same link for the same scope, and none that the administrator forbids', async () => {
    const tenant = await startTenant({ driveLinkScopes: ['organization'] });
    const { json } = await upload(tenant);
    const path = `/me/drive/items/${String(json['id'])}`;
    const link = async (scope: string) => tenant.call('POST', `${path}/createLink`, { type: 'view', scope });
    const [first, again, forbidden] = [await link('organization'), await link('organization'), await link('anonymous')];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.json['link']).toEqual(first.json['link']);
    expect([forbidden.status, forbidden.code]).toEqual([403, 'sharingDisabled']);
    const invited = await tenant.call('POST', `${path}/invite`, { recipients: [{ email: 'bob@partner.example' }] });
    expect(invited.status).toBe(200);
  });

  test('forgets a folder with what is in it', async () => {
    const tenant = await startTenant();
    await upload(tenant);
    const remove = async () => (await tenant.call('DELETE', '/me/drive/root:/Mailroom/m1-0')).status;
    expect([await remove(), await remove()]).toEqual([204, 404]);
    expect((await tenant.call('GET', place)).code).toBe('itemNotFound');
  });

  test('refuses fragments of another length, in another order, with a bearer token, and over the quota', async () => {
    const tenant = await startTenant({ driveQuotaBytes: 1_000 });
    const url = await openUpload(tenant);
    const total = bytes.length;
    const put = async (part: Buffer, start: number, headers?: Record<string, string>) => {
      const answer = await tenant.put(url, part, `bytes ${start}-${start + part.length - 1}/${total}`, headers);
      return [answer.status, answer.code];
    };
    expect(await put(bytes.subarray(0, 1000), 0)).toEqual([400, 'invalidRequest']);
    expect(await put(bytes.subarray(0, fragment), fragment)).toEqual([416, 'invalidRange']);
    expect(await put(bytes.subarray(0, fragment), 0, { Authorization: 'Bearer x' })).toEqual([401, 'unauthenticated']);
    expect(await put(bytes.subarray(0, fragment), 0)).toEqual([507, 'quotaLimitReached']);
    expect((await tenant.violations()).map(({ kind }) => kind)).toEqual(['authorizationOnPut']);
  });

  test('ends an upload that took too long or was cancelled', async () => {
    const tenant = await startTenant({ sessionLifetimeMs: 1_000 });
    const [late, cancelled] = [await openUpload(tenant), await openUpload(tenant)];
    expect([
      await statusOf('GET', late),
      await statusOf('DELETE', cancelled),
      await statusOf('GET', cancelled),
    ]).toEqual([200, 204, 404]);
    tenant.advance(2_000);
    expect(await statusOf('GET', late)).toBe(404);
  });

  test.each([400, 403, 404, 501])('answers %i everywhere when nobody has one', async (driveStatus) => {
    const tenant = await startTenant({ driveStatus });
    const answers = await Promise.all([
      tenant.call('GET', '/me/drive'),
      tenant.call('GET', place),
      tenant.call('POST', `${place}:/createUploadSession`, {}),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([driveStatus, driveStatus, driveStatus]);
  });
});

test('C7: MailTips say of each recipient what was set for them, and are not to be had when switched off', async () => {
  const mailTips = { 'finance@sandbox.example': { mailboxFull: true, maxMessageSize: 35_000_000 } };
  const tenant = await startTenant({ mailTips });
  const ask = async () =>
    tenant.call('POST', '/me/getMailTips', {
      EmailAddresses: ['Finance@sandbox.example', 'bob@partner.example'],
      MailTipsOptions: 'mailboxFullStatus, maxMessageSize',
    });
  expect((await ask()).json['value']).toMatchObject([
    { mailboxFull: true, maxMessageSize: 35_000_000 },
    { mailboxFull: false, recipientScope: 'external' },
  ]);
  await tenant.control('PATCH', 'switches', { mailTipsStatus: 501 });
  expect((await ask()).status).toBe(501);
});
