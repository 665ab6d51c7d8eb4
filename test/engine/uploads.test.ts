import { expect, it } from 'vitest';
import { mail, startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { beyondProfile, startTenant } from '../helpers/start-tenant.ts';
import type { FaultOnRequest, TestTenant } from '../helpers/start-tenant.ts';
import type { Switches } from '../../main/sandbox/switches.ts';

const chunkBytes = 327_680;
const smallChunks = {
  MS_UPLOAD_CHUNK_SIZE_BYTES: String(chunkBytes),
  MS_UPLOAD_SESSION_THRESHOLD_BYTES: String(chunkBytes),
};
/** Four chunks, the last of them short. */
const sizeBytes = 3 * chunkBytes + 1_000;

/** Sends one file in four chunks while this goes wrong, and proves that it arrived once and whole. */
async function sendDespite(faults: readonly FaultOnRequest[], switches: Partial<Switches> = {}) {
  const tenant = await startTenant({ sessionMinimumBytes: 0, ...switches });
  for (const fault of faults) await tenant.fault(fault);
  const engine = await startEngine({ ...tenant, env: smallChunks });
  await engine.start();
  const file = writeFile('plans.bin', sizeBytes);
  const { row } = await engine.client.outbox.submit(mail({ attachments: [{ path: file.path }] }));
  const sent = await waitFor(engine.client, row.id, 'sent');
  expect(sent).toMatchObject({ confirmedBytes: sizeBytes, error: null });
  const delivered = await tenant.delivered();
  expect(delivered.map((one) => one.attachments.map(({ name, sha256 }) => ({ name, sha256 })))).toEqual([
    [{ name: 'plans.bin', sha256: file.sha256 }],
  ]);
  expect(await tenant.violations()).toEqual([]);
  const { events } = await engine.client.outbox.show({ id: row.id });
  return { tenant, history: events.map((event) => event.what), puts: await putsOf(tenant) };
}

async function putsOf(tenant: TestTenant) {
  return tenant.log({ method: 'PUT' });
}

it('US11: sends 12 MiB in four chunks of the default size', async () => {
  const tenant = await startTenant();
  const engine = await startEngine(tenant);
  await engine.start();
  const file = writeFile('plans.bin', 12 * 2 ** 20);
  const { row } = await engine.client.outbox.submit(mail({ attachments: [{ path: file.path }] }));
  await waitFor(engine.client, row.id, 'sent');
  const puts = await putsOf(tenant);
  expect(puts.map((put) => [put.status, put.bodyBytes])).toEqual([
    [200, 3_932_160],
    [200, 3_932_160],
    [200, 3_932_160],
    [201, 786_432],
  ]);
  expect((await tenant.delivered()).map((one) => one.attachments[0]?.sha256)).toEqual([file.sha256]);
  expect(await tenant.violations()).toEqual([]);
});

it('US3, US11: waits for Retry-After of a 429 in the middle, and resumes behind what was stored', async () => {
  const { puts, history } = await sendDespite([{ method: 'PUT', nth: 2, action: 'throttle', retryAfter: 0.4 }]);
  expect(puts.map((put) => put.status)).toEqual([200, 429, 200, 200, 201]);
  expect(history).toContain('Microsoft 365 asked us to slow down.');
});

it('US3, US11: repeats one chunk after one 503', async () => {
  const { puts } = await sendDespite([{ method: 'PUT', nth: 2, action: 'status', status: 503 }]);
  expect(puts.map((put) => put.status)).toEqual([200, 503, 200, 200, 201]);
});

it('US2, US11: does not start with a chunk size that is no multiple of 320 KiB', async () => {
  const starting = startEngine({
    graphBaseUrl: 'http://127.0.0.1:1/v1.0',
    env: { MS_UPLOAD_CHUNK_SIZE_BYTES: '4194304' },
  });
  await expect(starting).rejects.toMatchObject({ code: 'provider_upload_session_invalid_chunk_size' });
});

it('US3, US10, US11: gives a session up after three retries of a chunk, and the mail still arrives', async () => {
  const { puts, history } = await sendDespite([{ method: 'PUT', nth: 2, action: 'status', status: 500, times: 4 }]);
  expect(history).toContain('“plans.bin” goes again: a part of it failed too often.');
  expect(puts.map((put) => put.status)).toEqual([200, 500, 500, 500, 500, 200, 200, 200, 201]);
});

it.each(['ok', 'notFound', 'methodNotAllowed'] as const)(
  'US4: attaches a file once although the last 201 was lost, where asking for the offset answers %s',
  async (uploadUrlGet) => {
    const { history } = await sendDespite([{ method: 'PUT', nth: 4, action: 'dropAfter' }], { uploadUrlGet });
    expect(history).toContain('“plans.bin” goes again: the upload window closed.');
  },
);

it.each(['ok', 'notFound'] as const)(
  'US4: sends no chunk twice when the answer to one was lost, where asking for the offset answers %s',
  async (uploadUrlGet) => {
    const { puts } = await sendDespite([{ method: 'PUT', nth: 2, action: 'dropAfter' }], { uploadUrlGet });
    const stored = puts.filter((put) => put.status === 200 || put.status === 201 || put.status === null);
    expect(stored.reduce((sum, put) => sum + put.bodyBytes, 0)).toBe(sizeBytes);
  },
);

it.each(['n', 'n-', 'n-m'] as const)('US4: follows ranges spelled as %s', async (expectedRangesForm) => {
  const faults = [{ method: 'PUT', nth: 3, action: 'halfJson' }];
  const { puts } = await sendDespite(faults, { expectedRangesForm, expectedRangesName: 'NextExpectedRanges' });
  expect(puts).toHaveLength(4);
});

it('sends at most one chunk again when the connection breaks within it', async () => {
  const { puts } = await sendDespite([{ method: 'PUT', nth: 2, action: 'dropMidBody' }]);
  expect(puts.map((put) => put.status)).toEqual([200, null, 200, 200, 201]);
});

it.each([404, 401] as const)(
  'starts a file again when its session expired midway with %i',
  async (expiredSessionStatus) => {
    const faults = [{ method: 'PUT', nth: 3, action: 'expireSession' }];
    const { puts, history } = await sendDespite(faults, { expiredSessionStatus });
    expect(history).toContain('“plans.bin” goes again: the upload window closed.');
    expect(puts.filter((put) => put.status === 201)).toHaveLength(1);
  },
);

const troubles = ['dropAfter', 'dropBefore', 'halfJson', 'html', 'statusAfter'];

it.each([
  ['opening a session', { method: 'POST', path: 'createUploadSession' }, troubles],
  // The first of them that leaves a draft behind is the last: that draft is found.
  ['creating the draft', { method: 'POST', path: '/me/messages$' }, ['dropBefore', 'html', 'dropAfter']],
  ['listing attachments', { method: 'GET', path: '/attachments' }, troubles],
  ['reading the draft', { method: 'GET', path: '/messages/[^/]+\\?' }, troubles],
])('survives each kind of trouble while %s', async (_name, match, actions) => {
  const { tenant } = await sendDespite(actions.map((action) => ({ ...match, action })));
  const struck = (await tenant.log()).flatMap(({ fault }) => fault ?? []);
  expect(struck).toEqual(actions);
});

it('US6: says that the message is too large for the mailbox, and sends nothing', async () => {
  const tenant = await startTenant({ sessionMinimumBytes: 0, messageSizeLimitBytes: 2 * chunkBytes });
  const engine = await startEngine({ ...tenant, env: smallChunks });
  await engine.start();
  const { row } = await engine.client.outbox.submit(
    mail({ attachments: [{ path: writeFile('plans.bin', sizeBytes).path }] }),
  );
  const failed = await waitFor(engine.client, row.id, 'failed');
  expect(failed.error).toMatchObject({
    error_code: 'provider_payload_too_large',
    details: { provider_code: 'ATTACHMENT_TOO_LARGE', graph_code: 'ErrorMessageSizeExceeded' },
  });
  expect(await tenant.delivered()).toEqual([]);
});

it('US5, US6: refuses a large file at once while upload sessions are off', async () => {
  const tenant = await startTenant();
  const engine = await startEngine({ ...tenant, env: { MS_UPLOAD_SESSIONS_ENABLED: 'false' } });
  await engine.start();
  const attachments = [{ path: writeFile('plans.bin', 3_145_729).path }];
  await expect(engine.client.outbox.submit(mail({ attachments }))).rejects.toMatchObject({
    data: { error: { error_code: 'provider_payload_too_large', field: 'attachments', retriable: false } },
  });
  expect(await engine.client.outbox.list({})).toEqual([]);
  const { id } = await engine.client.compose.start({ account: null });
  const [source = { path: '' }] = attachments;
  expect(await engine.client.compose.attach({ id, source })).toMatchObject({
    kind: 'refused',
    error: { error_code: 'provider_payload_too_large' },
  });
  expect(await tenant.log(beyondProfile)).toEqual([]);
});

it('sends in one request what the service finds too small for a session, and in chunks what it finds too large', async () => {
  const tooSmall = await sendDespite([], { sessionMinimumBytes: 2_097_152 });
  expect(tooSmall.puts).toEqual([]);
  const tenant = await startTenant({ requestMaximumBytes: 400_000, sessionMinimumBytes: 0 });
  const engine = await startEngine(tenant);
  await engine.start();
  const file = writeFile('plans.bin', 400_000);
  const { row } = await engine.client.outbox.submit(mail({ attachments: [{ path: file.path }] }));
  await waitFor(engine.client, row.id, 'sent');
  expect((await tenant.delivered()).map((one) => one.attachments[0]?.sha256)).toEqual([file.sha256]);
  expect((await putsOf(tenant)).map((put) => put.status)).toEqual([201]);
});
