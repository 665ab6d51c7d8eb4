import { describe, expect, it } from 'vitest';
import type { OutboxRow } from '../../contract/outbox.ts';
import { composeDraft, draftWhere, isAttached } from '../helpers/compose-draft.ts';
import { patiently } from '../helpers/patiently.ts';
import { mail, startEngine, type TestEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

const chunkBytes = 327_680;
const env = {
  MS_UPLOAD_CHUNK_SIZE_BYTES: String(chunkBytes),
  MS_UPLOAD_SESSION_THRESHOLD_BYTES: String(chunkBytes),
};

async function started(switches: Parameters<typeof startTenant>[0] = {}) {
  const tenant = await startTenant({ sessionMinimumBytes: 0, ...switches });
  const engine = await startEngine({ ...tenant, env });
  await engine.start();
  return { tenant, engine, client: engine.client };
}

async function journal({ client }: TestEngine, { id }: Pick<OutboxRow, 'id'>): Promise<readonly string[]> {
  return (await client.outbox.show({ id })).events.map(({ what }) => what);
}

describe('a message that was refused', () => {
  it('is a draft again with all its files, on the same draft in the mailbox, and goes out once', async () => {
    const { tenant, client } = await started();
    await tenant.fault({
      method: 'POST',
      path: '/send$',
      action: 'status',
      status: 400,
      code: 'ErrorInvalidRecipients',
    });
    const file = writeFile('plans.bin', 2 * chunkBytes);
    const { id, revision } = await composeDraft(client, [file.path]);
    await client.compose.submit({ id, revision, holdMs: 0 });
    await waitFor(client, id, 'failed');

    const draft = await client.compose.reopen({ id });
    expect(draft).toMatchObject({ problem: null, files: [{ name: 'plans.bin', state: 'attached' }] });
    expect((await client.outbox.show({ id })).row.state).toBe('draft');
    const to = ['legal@sandbox.example'];
    const saved = await client.compose.save({ id, revision: draft.revision, text: { ...draft.text, to } });
    await client.compose.submit({ id, revision: saved.revision, holdMs: 0 });
    await waitFor(client, id, 'sent');

    const delivered = await tenant.delivered();
    expect(delivered.map((one) => one.attachments.map(({ sha256 }) => sha256))).toEqual([[file.sha256]]);
    expect(delivered[0]?.recipients.map(({ address }) => address)).toEqual(to);
    expect(await tenant.log({ method: 'POST', path: /\/me\/messages$/ })).toHaveLength(1);
    expect(await tenant.subjects('drafts')).not.toContain('Plans');
  });

  it('says in the draft what the mailbox will not take, and goes on without it', async () => {
    const { tenant, client } = await started({ messageSizeLimitBytes: 2 * chunkBytes });
    const { id } = await composeDraft(client, [writeFile('plans.bin', 3 * chunkBytes).path]);
    const refused = await draftWhere(client, id, ({ problem }) => problem !== null);
    expect(refused.problem?.error_code).toBe('provider_payload_too_large');
    const without = await client.compose.detach({ id, file: refused.files[0]?.file ?? -1 });
    await client.compose.submit({ id, revision: without.revision, holdMs: 0 });
    await waitFor(client, id, 'sent');
    expect((await tenant.delivered()).map(({ attachments }) => attachments)).toEqual([[]]);
  });
});

describe('a draft that is discarded', () => {
  it('is in no list, and the stream says that it goes', async () => {
    const { tenant, client } = await started();
    const { id } = await composeDraft(client, [writeFile('plans.bin', 1_000).path]);
    await draftWhere(client, id, isAttached);
    const told: boolean[] = [];
    const leaving = new AbortController();
    const watching = (async () => {
      for await (const row of await client.outbox.watchAll({}, { signal: leaving.signal })) told.push(row.isListed);
    })().catch(() => undefined);
    await expect.poll(() => told, patiently).toContain(true);
    await client.compose.discard({ id });
    expect(await client.outbox.list({})).toEqual([]);
    expect(await client.compose.list({})).toEqual([]);
    await expect.poll(() => told.at(-1), patiently).toBe(false);
    await expect.poll(() => tenant.subjects('drafts'), patiently).not.toContain('Plans');
    leaving.abort();
    await watching;
  });

  it('was in no list before something was written in it', async () => {
    const { client } = await started();
    await client.compose.start({ account: null });
    expect(await client.outbox.list({})).toEqual([]);
    await composeDraft(client, [], { to: [], subject: '', html: '<p>Only words.</p>' });
    expect(await client.outbox.list({})).toHaveLength(1);
  });
});

describe('the journal', () => {
  it('names each file, and who did what with it', async () => {
    const { engine, client } = await started();
    const { id } = await composeDraft(client, [writeFile('plans.bin', 1_000).path]);
    const { files } = await draftWhere(client, id, isAttached);
    await client.compose.detach({ id, file: files[0]?.file ?? -1 });
    await expect.poll(() => journal(engine, { id }), patiently).toContain('“plans.bin” is off the draft.');
    expect((await journal(engine, { id })).filter((what) => what.includes('plans.bin'))).toEqual([
      'You attached “plans.bin”.',
      '“plans.bin” is on the draft.',
      'You took “plans.bin” off.',
      '“plans.bin” is off the draft.',
    ]);
  });

  it('U1: has the place and the reason of a restart on the file itself', async () => {
    const { tenant, client } = await started();
    await tenant.fault({ method: 'PUT', nth: 3, action: 'expireSession' });
    const { id } = await composeDraft(client, [writeFile('plans.bin', 4 * chunkBytes).path]);
    const { files } = await draftWhere(client, id, isAttached);
    expect(files[0]?.restart).toEqual({ atBytes: 2 * chunkBytes, why: 'the upload window closed' });
    expect((await client.outbox.show({ id })).row.attachments[0]?.restart).toEqual(files[0]?.restart);
  });
});

describe('uploads of a draft', () => {
  it('wait while it is paused, go on when it is resumed, and Send ends a pause', async () => {
    const { tenant, client } = await started();
    const { id } = await composeDraft(client);
    await client.outbox.pause({ id });
    const paused = await client.compose.attach({ id, source: { path: writeFile('plans.bin', 1_000).path } });
    expect(paused).toMatchObject({ composition: { isPaused: true, files: [{ state: 'waiting' }] } });
    await client.engine.runUntilIdle({});
    expect(await client.compose.read({ id })).toMatchObject({ isPaused: true, files: [{ state: 'waiting' }] });
    await client.outbox.resume({ id });
    const { revision } = await draftWhere(client, id, isAttached);
    await client.outbox.pause({ id });
    await client.compose.submit({ id, revision, holdMs: 0 });
    await waitFor(client, id, 'sent');
    expect(await tenant.delivered()).toHaveLength(1);
  });
});

describe('a picture of the text', () => {
  it('comes back with its bytes, and only what a window can show does', async () => {
    const { client } = await started();
    const { id } = await composeDraft(client);
    const attach = (name: string, contentId: string) =>
      client.compose.attach({ id, source: { path: writeFile(name, 900).path, contentId } });
    await attach('plan.png', 'plan@mailroom');
    await attach('plan.svg', 'drawing@mailroom');
    const picture = await client.compose.picture({ id, contentId: 'plan@mailroom' });
    expect(picture?.contentType).toBe('image/png');
    expect((await picture?.bytes.arrayBuffer())?.byteLength).toBe(900);
    expect(await client.compose.picture({ id, contentId: 'drawing@mailroom' })).toBeNull();
    expect(await client.compose.picture({ id, contentId: 'nobody@mailroom' })).toBeNull();
  });
});

it('sends nothing that is only being written, also where mail goes in one request', async () => {
  const tenant = await startTenant();
  const engine = await startEngine({ ...tenant, env: { MS_SEND_PATH: 'direct' } });
  const { client } = engine;
  const { row } = await client.outbox.submit(mail());
  const { revision } = await client.compose.reopen({ id: row.id });
  await engine.start();
  await client.engine.runUntilIdle({});
  expect(await tenant.delivered()).toEqual([]);
  await client.compose.submit({ id: row.id, revision, holdMs: 0 });
  await waitFor(client, row.id, 'sent');
  expect(await tenant.delivered()).toHaveLength(1);
});
