import { expect, test } from 'vitest';
import type { Answer } from './sandbox-client.ts';
import { aMessage, startTenant } from './sandbox-client.ts';

interface Part {
  readonly id: string;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: Record<string, unknown>;
}

const partsOf = ({ json }: Answer): Map<string, Part> =>
  new Map((json['responses'] as Part[]).map((part) => [part.id, part]));

test('a batch answers 200, and each part for itself, in another order', async () => {
  const tenant = await startTenant();
  const json = { 'Content-Type': 'application/json' };
  const answer = await tenant.call('POST', '/$batch', {
    requests: [
      { id: 'draft', method: 'POST', url: '/me/messages', headers: json, body: aMessage },
      { id: 'me', method: 'GET', url: '/me?$select=mail' },
      { id: 'none', method: 'GET', url: '/me/messages/none', headers: { Prefer: 'IdType="ImmutableId"' } },
      { id: 'after', method: 'GET', url: '/me', dependsOn: ['none'] },
      { id: 'other', method: 'GET', url: '/users/legal@sandbox.example/messages' },
    ],
  });
  expect(answer.status).toBe(200);
  expect((answer.json['responses'] as Part[])[0]?.id).toBe('other');
  const parts = partsOf(answer);
  const statuses = Object.fromEntries([...parts].map(([id, { status }]) => [id, status]));
  expect(statuses).toEqual({ draft: 201, me: 200, none: 404, after: 424, other: 403 });
  expect(parts.get('me')?.body).toMatchObject({ mail: 'sender@sandbox.example' });
  expect(parts.get('none')?.body).toMatchObject({ error: { code: 'ErrorItemNotFound' } });
});

test('a part is throttled by itself, with its own Retry-After', async () => {
  const tenant = await startTenant({ limitRequestsPer10Min: 2 });
  const requests = ['1', '2', '3'].map((id) => ({ id, method: 'GET', url: '/me/mailFolders' }));
  const parts = partsOf(await tenant.call('POST', '/$batch', { requests }));
  expect([...parts.values()].map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 429]);
  expect(parts.get('3')?.headers['Retry-After']).toBe('600');
});

test('what is no batch is refused', async () => {
  const tenant = await startTenant();
  const part = { id: 'a', method: 'GET', url: '/me' };
  const many = Array.from({ length: 21 }, (_, id) => ({ ...part, id: String(id) }));
  for (const requests of [many, [part, { ...part, id: 'A' }], [{ id: 'a' }], 'none'])
    expect((await tenant.call('POST', '/$batch', { requests })).status).toBe(400);
  expect((await tenant.call('GET', '/$batch')).status).toBe(405);
  expect((await tenant.call('POST', '/$batch', {}, { Authorization: '' })).status).toBe(401);
});

test('bytes of an attachment come in base64', async () => {
  const tenant = await startTenant();
  const bytes = Buffer.from('a plan').toString('base64');
  const mail = { to: 'sender@sandbox.example', from: { address: 'legal@sandbox.example' }, subject: 'Plan' };
  const attachments = [{ name: 'plan.txt', contentType: 'text/plain', contentBytes: bytes }];
  const { json } = await tenant.control('POST', 'deliver', { ...mail, attachments });
  const [row] = await tenant.received('sender@sandbox.example').then((rows) => rows.slice(-1));
  const url = `/me/messages/${json['immutableId'] as string}/attachments/${row?.attachments[0]?.id}/$value`;
  const parts = partsOf(await tenant.call('POST', '/$batch', { requests: [{ id: '1', method: 'GET', url }] }));
  expect(parts.get('1')).toMatchObject({ status: 200, headers: { 'Content-Type': 'text/plain' }, body: bytes });
});
