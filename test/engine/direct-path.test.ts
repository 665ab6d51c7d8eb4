import { expect, it } from 'vitest';
import { patiently } from '../helpers/patiently.ts';
import { mail, startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

const direct = { MS_SEND_PATH: 'direct' };
const post = { method: 'POST', path: '/me/sendMail$' };
const posts = { method: 'POST', path: /\/me\/sendMail$/ };

it('US7, MP2: sends small mail in one request, with its inline image in place', async () => {
  const tenant = await startTenant();
  const engine = await startEngine({ ...tenant, env: direct });
  await engine.start();
  const image = writeFile('plan.png', 2_000);
  const file = writeFile('notes.txt', 1_000, 2);
  const { row } = await engine.client.outbox.submit(
    mail({
      cc: ['legal@sandbox.example'],
      bcc: ['archive@sandbox.example'],
      html: '<p>See <img src="cid:plan"></p>',
      attachments: [{ path: image.path, contentId: 'plan' }, { path: file.path }],
    }),
  );
  const sent = await waitFor(engine.client, row.id, 'sent');
  expect(sent).toMatchObject({ draftId: null, error: null });
  const changes = (await tenant.log()).filter((request) => request.method !== 'GET');
  expect(changes.map((request) => `${request.method} ${request.path}`)).toEqual(['POST /v1.0/me/sendMail']);
  expect(await tenant.delivered()).toMatchObject([
    {
      marker: row.id,
      recipients: [
        { address: 'finance@sandbox.example', outcome: 'delivered' },
        { address: 'legal@sandbox.example', outcome: 'delivered' },
        { address: 'archive@sandbox.example', outcome: 'delivered' },
      ],
      attachments: [
        { name: 'plan.png', sha256: image.sha256, isInline: true, contentId: 'plan' },
        { name: 'notes.txt', sha256: file.sha256, isInline: false, contentId: null },
      ],
    },
  ]);
});

it('US7: keeps an inline image in place on the draft path too, in one request and in chunks', async () => {
  const tenant = await startTenant({ sessionMinimumBytes: 0 });
  const engine = await startEngine({ ...tenant, env: { MS_UPLOAD_SESSION_THRESHOLD_BYTES: '10000' } });
  await engine.start();
  const images = [writeFile('small.png', 5_000), writeFile('large.png', 50_000, 2)];
  const attachments = images.map(({ path }, index) => ({ path, contentId: `image-${String(index)}` }));
  const html = '<img src="cid:image-0"><img src="cid:image-1">';
  const { row } = await engine.client.outbox.submit(mail({ html, attachments }));
  await waitFor(engine.client, row.id, 'sent');
  const [only] = await tenant.delivered();
  expect(only?.attachments.map(({ isInline, contentId, contentType }) => [isInline, contentId, contentType])).toEqual([
    [true, 'image-0', 'image/png'],
    [true, 'image-1', 'image/png'],
  ]);
});

it.each([
  ['a file that needs chunks', [3_200_000]],
  ['files that only together are too large for one request', [2_000_000, 2_000_000]],
  ['21 files', Array.from({ length: 21 }, () => 10)],
])('MP2: makes a draft for %s, whatever the setting', async (_name, sizes) => {
  const tenant = await startTenant();
  const engine = await startEngine({ ...tenant, env: direct });
  await engine.start();
  const files = sizes.map((sizeBytes, index) => writeFile(`file-${String(index)}.bin`, sizeBytes, index + 1));
  const { row } = await engine.client.outbox.submit(mail({ attachments: files.map(({ path }) => ({ path })) }));
  expect(await waitFor(engine.client, row.id, 'sent')).not.toMatchObject({ draftId: null });
  const [only, ...others] = await tenant.delivered();
  expect(others).toEqual([]);
  expect(only?.attachments.map((file) => file.sha256)).toEqual(files.map((file) => file.sha256));
  expect(await tenant.log(posts)).toEqual([]);
});

it('MP2: sends 20 files in one request', async () => {
  const tenant = await startTenant();
  const engine = await startEngine({ ...tenant, env: direct });
  await engine.start();
  const files = Array.from({ length: 20 }, (_, index) => writeFile(`file-${String(index)}.bin`, 10, index + 1));
  const { row } = await engine.client.outbox.submit(mail({ attachments: files.map(({ path }) => ({ path })) }));
  expect(await waitFor(engine.client, row.id, 'sent')).toMatchObject({ draftId: null });
  expect((await tenant.delivered())[0]?.attachments).toHaveLength(20);
});

it.each([
  ['504', { action: 'statusAfter', status: 504 }],
  ['a broken connection', { action: 'dropAfter' }],
])('C13: posts once although it was answered with %s, and finds the copy', async (_name, fault) => {
  const tenant = await startTenant();
  await tenant.fault({ ...post, ...fault });
  const engine = await startEngine({ ...tenant, env: direct });
  await engine.start();
  const { row } = await engine.client.outbox.submit(mail());
  await waitFor(engine.client, row.id, 'sent');
  expect([(await tenant.delivered()).length, (await tenant.log(posts)).length]).toEqual([1, 1]);
});

it('C13: stays unconfirmed, and posts nothing again, when a page came in place of an answer', async () => {
  const tenant = await startTenant();
  await tenant.fault({ ...post, action: 'html', status: 200 });
  const engine = await startEngine({ ...tenant, env: direct });
  await engine.start();
  const { row } = await engine.client.outbox.submit(mail());
  await waitFor(engine.client, row.id, 'unconfirmed');
  await expect.poll(async () => (await tenant.log({ path: /sentitems/ })).length, patiently).toBeGreaterThan(4);
  expect((await engine.client.outbox.show({ id: row.id })).row).toMatchObject({
    state: 'unconfirmed',
    cancellable: false,
    error: { error_code: 'send_unconfirmed' },
  });
  expect(await tenant.log(posts)).toHaveLength(1);
});

it('posts again after 429, which left nothing', async () => {
  const tenant = await startTenant();
  await tenant.fault({ ...post, action: 'throttle', retryAfter: 0.2 });
  const engine = await startEngine({ ...tenant, env: direct });
  await engine.start();
  const { row } = await engine.client.outbox.submit(mail());
  await waitFor(engine.client, row.id, 'sent');
  expect((await tenant.delivered()).length).toBe(1);
  expect((await tenant.log(posts)).map((request) => request.status)).toEqual([429, 202]);
});
