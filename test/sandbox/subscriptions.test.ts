import { describe, expect, test } from 'vitest';
import type { Switches } from '../../main/sandbox/switches.ts';
import type { NotificationListener } from './notification-listener.ts';
import { startListener } from './notification-listener.ts';
import type { Answer, TestTenant } from './sandbox-client.ts';
import { startTenant } from './sandbox-client.ts';

const sender = 'sender@sandbox.example';
const inbox = "/me/mailFolders('inbox')/messages";
const mail = { to: sender, from: { address: 'archive@sandbox.example' }, subject: 'Plans' };

async function start(switches: Partial<Switches> = {}): Promise<[TestTenant, NotificationListener]> {
  return [await startTenant(switches), await startListener()];
}

function order({ url }: NotificationListener, more: object = {}): object {
  return {
    changeType: 'created,updated,deleted',
    notificationUrl: `${url}/told?tenant=1`,
    lifecycleNotificationUrl: `${url}/lifecycle`,
    resource: inbox,
    expirationDateTime: '2026-01-18T12:00:00Z',
    clientState: 'the-state',
    ...more,
  };
}

const prefer = { Prefer: 'IdType="ImmutableId"' };
const subscribe = (tenant: TestTenant, body: object): Promise<Answer> =>
  tenant.call('POST', '/subscriptions', body, prefer);
const deliver = async (tenant: TestTenant, more: object = {}): Promise<string[]> =>
  ((await tenant.control('POST', 'deliver', { ...mail, ...more })).json['messages'] as { immutableId: string }[]).map(
    ({ immutableId }) => immutableId,
  );
const counts = async (tenant: TestTenant): Promise<Record<string, unknown>> =>
  (await tenant.control('GET', 'notifications')).json;
const idsOf = (listener: NotificationListener): string[] =>
  listener.told.map(({ resourceData }) => resourceData?.id ?? '');
const send = (tenant: TestTenant, event: string): Promise<Answer> => tenant.control('POST', 'lifecycle', { event });

describe('a subscription', () => {
  test('is made after both addresses have sent the token back', async () => {
    const [tenant, listener] = await start();
    const { status, json } = await subscribe(tenant, order(listener));
    expect(status).toBe(201);
    expect(json).toMatchObject({
      resource: inbox,
      clientState: 'the-state',
      notificationUrl: `${listener.url}/told?tenant=1`,
    });
    expect(listener.validated).toEqual(['/told text/plain; charset=utf-8', '/lifecycle text/plain; charset=utf-8']);
    const id = json['id'] as string;
    expect((await tenant.call('GET', `/subscriptions/${id}`)).json).toMatchObject({ id });
    expect((await tenant.call('GET', '/subscriptions')).json['value']).toMatchObject([{ id }]);
    const other = { Authorization: 'Bearer finance-token' };
    expect((await tenant.call('GET', `/subscriptions/${id}`, undefined, other)).status).toBe(404);
    expect((await tenant.call('DELETE', `/subscriptions/${id}`)).status).toBe(204);
    expect((await tenant.call('GET', `/subscriptions/${id}`)).code).toBe('ResourceNotFound');
  });

  test.each<[string, NotificationListener['validate']]>([
    ['an error', (response) => void response.writeHead(500).end()],
    ['another token', (response) => void response.writeHead(200, { 'Content-Type': 'text/plain' }).end('other')],
    ['HTML', (response, token) => void response.writeHead(200, { 'Content-Type': 'text/html' }).end(token)],
    [
      'the token as it was encoded',
      (response, token) =>
        void response.writeHead(200, { 'Content-Type': 'text/plain' }).end(encodeURIComponent(token)),
    ],
    ['a redirect', (response) => void response.writeHead(302, { Location: '/' }).end()],
    ['nothing', (response) => void response.destroy()],
  ])('is refused when the handshake brings %s', async (_, validate) => {
    const [tenant, listener] = await start();
    listener.validate = validate;
    const { status, code } = await subscribe(tenant, order(listener));
    expect([status, code]).toEqual([400, 'ValidationError']);
    expect((await tenant.call('GET', '/subscriptions')).json['value']).toEqual([]);
  });

  test.each([
    ['a plain address elsewhere', { notificationUrl: 'http://sandbox.example/told' }],
    ['no resource', { resource: undefined }],
    ['a resource that is none', { resource: '/me/events' }],
    ['a change that is none', { changeType: 'created,read' }],
    ['a state that is too long', { clientState: 'x'.repeat(129) }],
    ['a time that is over', { expirationDateTime: '2026-01-15T11:00:00Z' }],
    ['more than seven days', { expirationDateTime: '2026-01-22T12:00:01Z' }],
    ['content in the notification', { includeResourceData: true }],
  ])('is refused for %s', async (_, more) => {
    const [tenant, listener] = await start();
    expect((await subscribe(tenant, order(listener, more))).status).toBe(400);
    expect(listener.validated).toEqual([]);
  });

  test('exists once for the same changes, and for a mailbox that one may open', async () => {
    const [tenant, listener] = await start();
    await subscribe(tenant, order(listener));
    expect((await subscribe(tenant, order(listener))).status).toBe(409);
    const shared = order(listener, { resource: '/users/archive@sandbox.example/messages' });
    expect((await subscribe(tenant, shared)).status).toBe(403);
    await tenant.control('PATCH', 'switches', { sharedMailboxes: { 'archive@sandbox.example': [sender] } });
    expect((await subscribe(tenant, shared)).status).toBe(201);
    await tenant.control('PATCH', 'switches', { plainHttpLoopback: false });
    expect((await subscribe(tenant, order(listener, { changeType: 'created' }))).status).toBe(400);
  });

  test('lives at least 45 minutes, is renewed, and ends', async () => {
    const [tenant, listener] = await start();
    const { json } = await subscribe(tenant, order(listener, { expirationDateTime: '2026-01-15T12:01:00Z' }));
    expect(json['expirationDateTime']).toBe('2026-01-15T12:45:00.000Z');
    const path = `/subscriptions/${json['id'] as string}`;
    const renewed = await tenant.call('PATCH', path, { expirationDateTime: '2026-01-16T12:00:00Z' });
    expect(renewed.json).toMatchObject({ expirationDateTime: '2026-01-16T12:00:00.000Z' });
    expect((await tenant.call('PATCH', path, { lifecycleNotificationUrl: listener.url })).status).toBe(400);
    tenant.advance(24 * 3_600_000);
    expect((await tenant.call('GET', path)).status).toBe(404);
    await deliver(tenant);
    await expect.poll(async () => counts(tenant)).toMatchObject({ pending: 0, sent: 0, subscriptions: [] });
  });
});

describe('changes', () => {
  test('are told with the state, the query of the address and ids of the kind that was preferred', async () => {
    const [tenant, listener] = await start();
    const { json } = await subscribe(tenant, order(listener));
    const [id = ''] = await deliver(tenant, { attachments: [{ name: 'a.bin', sizeBytes: 5 }] });
    await expect.poll(() => listener.told).toHaveLength(1);
    expect(listener.told[0]).toMatchObject({
      path: '/told?tenant=1',
      subscriptionId: json['id'],
      clientState: 'the-state',
      changeType: 'created',
      resource: expect.stringMatching(`^Users/.*/Messages/${id}$`) as unknown,
      resourceData: { '@odata.type': '#Microsoft.Graph.Message', id },
    });
    await tenant.control('POST', 'touch', { mailbox: sender, id });
    await expect.poll(() => listener.told.at(-1)?.changeType).toBe('updated');
    await tenant.control('POST', 'move', { mailbox: sender, id, folder: 'archive' });
    await expect.poll(() => listener.told.at(-1)?.changeType).toBe('deleted');
    await tenant.control('POST', 'move', { mailbox: sender, id, folder: 'inbox' });
    await expect.poll(() => listener.told.at(-1)?.changeType).toBe('created');
    await deliver(tenant, { to: 'finance@sandbox.example' });
    await deliver(tenant, { folder: 'archive' });
    await expect.poll(async () => counts(tenant)).toMatchObject({ sent: 4, pending: 0 });
  });

  test('come several to a request, and mail that one sends oneself is among them', async () => {
    const [tenant, listener] = await start();
    await subscribe(tenant, order(listener, { changeType: 'created' }));
    const ids = await deliver(tenant, { count: 50 });
    await expect.poll(() => listener.told).toHaveLength(50);
    expect(idsOf(listener).toSorted()).toEqual(ids.toSorted());
    expect(Math.max(...listener.batches)).toBe(20);
    const message = { subject: 'To oneself', body: {}, toRecipients: [{ emailAddress: { address: sender } }] };
    await tenant.call('POST', '/me/sendMail', { message });
    tenant.advance(1000);
    await expect.poll(() => listener.told).toHaveLength(51);
  });

  test('are told again until they are taken, and given up after hours with a word about it', async () => {
    const [tenant, listener] = await start();
    listener.answer = (response) => void response.writeHead(503).end();
    await subscribe(tenant, order(listener));
    const [id = ''] = await deliver(tenant);
    await expect.poll(async () => counts(tenant)).toMatchObject({ failedAttempts: 1, pending: 1 });
    tenant.advance(1000);
    await expect.poll(async () => counts(tenant)).toMatchObject({ failedAttempts: 2, sent: 0 });
    listener.answer = (response) => void response.writeHead(202).end();
    tenant.advance(2000);
    await expect.poll(async () => counts(tenant)).toMatchObject({ sent: 1, pending: 0 });
    expect(idsOf(listener)).toEqual([id, id, id]);
    listener.answer = (response) => void response.writeHead(500).end();
    await deliver(tenant);
    await expect.poll(async () => counts(tenant)).toMatchObject({ failedAttempts: 3 });
    tenant.advance(5 * 3_600_000);
    await expect.poll(async () => counts(tenant)).toMatchObject({ abandoned: 1 });
    listener.answer = (response) => void response.writeHead(202).end();
    tenant.advance(3_600_000);
    await expect.poll(() => listener.told.at(-1)).toMatchObject({ path: '/lifecycle', lifecycleEvent: 'missed' });
  });

  test('count as not taken when the answer is late', async () => {
    const [tenant, listener] = await start({ notificationTimeoutMs: 20 });
    listener.answer = () => undefined;
    await subscribe(tenant, order(listener));
    await deliver(tenant);
    await expect.poll(async () => counts(tenant)).toMatchObject({ failedAttempts: 1, pending: 1 });
  });

  test('get lost, come twice, late, out of order and with a wrong state, as the switches say', async () => {
    const [tenant, listener] = await start({ notificationDropRate: 1 });
    await subscribe(tenant, order(listener));
    await deliver(tenant, { count: 3 });
    await expect.poll(async () => counts(tenant)).toMatchObject({ dropped: 3, pending: 0 });
    await tenant.control('PATCH', 'switches', { notificationDropRate: 0, notificationCopies: 3 });
    const [twice] = await deliver(tenant);
    await expect.poll(() => idsOf(listener)).toEqual([twice, twice, twice]);
    await tenant.control('PATCH', 'switches', { notificationCopies: 1, notificationWrongStateRate: 1 });
    await deliver(tenant);
    await expect.poll(() => listener.told.at(-1)?.clientState).toBe('not-the-state');
    listener.told.length = 0;
    await tenant.control('PATCH', 'switches', {
      notificationWrongStateRate: 0,
      notificationDelayMs: 1000,
      notificationSpreadMs: 1000,
    });
    const ids = await deliver(tenant, { count: 30 });
    await expect.poll(async () => counts(tenant)).toMatchObject({ fresh: 0, pending: 30 });
    tenant.advance(2000);
    await expect.poll(() => listener.told).toHaveLength(30);
    expect(idsOf(listener)).not.toEqual(ids);
    expect(idsOf(listener).toSorted()).toEqual(ids.toSorted());
  });

  test('are told before their message can be found where that is switched on', async () => {
    const [tenant, listener] = await start({ lateVisibilityMs: 5000 });
    await subscribe(tenant, order(listener));
    const [id = ''] = await deliver(tenant);
    await expect.poll(() => idsOf(listener)).toEqual([id]);
    expect((await tenant.call('GET', `/me/messages/${id}`)).code).toBe('ErrorItemNotFound');
    tenant.advance(5000);
    expect((await tenant.call('GET', `/me/messages/${id}`)).status).toBe(200);
  });
});

describe('lifecycle events', () => {
  test('ask for authorization, and without it changes wait', async () => {
    const [tenant, listener] = await start({ reauthorizationGraceMs: 1000 });
    const { json } = await subscribe(tenant, order(listener));
    await send(tenant, 'reauthorizationRequired');
    await expect
      .poll(() => listener.told)
      .toMatchObject([{ lifecycleEvent: 'reauthorizationRequired', path: '/lifecycle' }]);
    expect(listener.told[0]).not.toHaveProperty('resourceData');
    await deliver(tenant);
    await expect.poll(() => listener.told).toHaveLength(2);
    tenant.advance(1000);
    const [waiting] = await deliver(tenant);
    await expect.poll(async () => counts(tenant)).toMatchObject({ pending: 1, subscriptions: [{ isSuspended: true }] });
    expect(listener.told).toHaveLength(2);
    expect((await tenant.call('POST', `/subscriptions/${json['id'] as string}/reauthorize`)).status).toBe(204);
    await expect.poll(() => idsOf(listener).at(-1)).toBe(waiting);
  });

  test('say that a subscription is gone, and that something was missed', async () => {
    const [tenant, listener] = await start();
    const { json } = await subscribe(tenant, order(listener));
    await send(tenant, 'missed');
    await expect.poll(() => listener.told.at(-1)?.lifecycleEvent).toBe('missed');
    await send(tenant, 'subscriptionRemoved');
    await expect
      .poll(() => listener.told.at(-1))
      .toMatchObject({ lifecycleEvent: 'subscriptionRemoved', clientState: 'the-state', subscriptionId: json['id'] });
    expect((await tenant.call('GET', '/subscriptions')).json['value']).toEqual([]);
    await deliver(tenant);
    await expect.poll(async () => counts(tenant)).toMatchObject({ pending: 0, sent: 2 });
    expect((await subscribe(tenant, order(listener))).status).toBe(201);
  });
});

test('subscriptions and what is still to be told survive a restart', async () => {
  const [tenant, listener] = await start({ notificationDelayMs: 1000 });
  await subscribe(tenant, order(listener));
  const [id] = await deliver(tenant);
  await expect.poll(async () => counts(tenant)).toMatchObject({ fresh: 0, pending: 1 });
  await tenant.sandbox.stop();
  const again = await startTenant({}, tenant.stateDir);
  again.advance(1000);
  await expect.poll(() => idsOf(listener)).toEqual([id]);
});
