import { describe, expect, it } from 'vitest';
import { composeDraft, draftWhere, isAttached } from '../helpers/compose-draft.ts';
import { sharedFiles } from '../helpers/shared-files.ts';
import { mail, startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { beyondProfile, startTenant } from '../helpers/start-tenant.ts';

const chunkBytes = 327_680;
const env = {
  MS_UPLOAD_CHUNK_SIZE_BYTES: String(chunkBytes),
  MS_UPLOAD_SESSION_THRESHOLD_BYTES: String(chunkBytes),
};
const small = { 'finance@sandbox.example': 12_000_000 };

async function started(switches: Parameters<typeof startTenant>[0] = {}) {
  const tenant = await startTenant({ sessionMinimumBytes: 0, ...switches });
  const engine = await startEngine({ ...tenant, env });
  await engine.start();
  return { tenant, engine, client: engine.client };
}

describe('a recipient who takes less', () => {
  it('US6 C8: is known before anything moves, and named', async () => {
    const { tenant, client } = await started({ mailboxSizeLimits: small });
    const attachments = [{ path: writeFile('plans.bin', 9_000_000).path }];
    await expect(client.outbox.submit(mail({ attachments }))).rejects.toMatchObject({
      data: {
        error: {
          error_code: 'provider_payload_too_large',
          message: 'About 12.4 MB once encoded; finance@sandbox.example accepts 12 MB. Nothing was sent.',
          details: { limit_bytes: 12_000_000, limit_set_by: 'recipient' },
        },
      },
    });
    await expect(client.outbox.preview(mail({ attachments }))).rejects.toMatchObject({
      data: { error: { error_code: 'provider_payload_too_large' } },
    });
    expect(await client.outbox.list({})).toEqual([]);
    expect((await tenant.log(beyondProfile)).map(({ path }) => path)).toEqual(['/v1.0/me/getMailTips']);
  });

  it('L1 U7: gets the largest files as links when that was chosen, and the others attached', async () => {
    const { tenant, client } = await started({ mailboxSizeLimits: small });
    const [large, rest] = [writeFile('large.bin', 9_000_000), writeFile('rest.bin', 2_000_000, 2)];
    const input = mail({ attachments: [{ path: large.path }, { path: rest.path }], overLimit: 'link' }, 'order-1');
    expect(await client.outbox.preview(input)).toMatchObject({
      limitBytes: 12_000_000,
      limitSetBy: 'finance@sandbox.example',
      files: [
        { name: 'large.bin', path: 'link' },
        { name: 'rest.bin', path: 'session' },
      ],
    });
    const { row } = await client.outbox.submit(input);
    await waitFor(client, row.id, 'sent');
    expect((await sharedFiles(tenant)).map(({ sha256 }) => sha256)).toEqual([large.sha256]);
    expect((await tenant.delivered())[0]?.attachments.map(({ sha256 }) => sha256)).toEqual([rest.sha256]);
    // The same key finds the same message, even when nothing would be over the limit any more.
    await tenant.switch({ mailboxSizeLimits: {} });
    expect(await client.outbox.submit(input)).toMatchObject({ created: false, row: { id: row.id } });
  });

  it('C8: keeps the files of a draft waiting, blocks Send with the reason, and lets a link free it', async () => {
    const { tenant, client } = await started({ mailboxSizeLimits: small });
    const { id } = await composeDraft(client);
    await draftWhere(client, id, ({ size }) => size.limitSetBy === 'finance@sandbox.example');
    const film = writeFile('film.bin', 9_000_000);
    await client.compose.attach({ id, source: { path: film.path } });
    const draft = await client.compose.read({ id });
    expect(draft.size).toMatchObject({ limitBytes: 12_000_000, limitSetBy: 'finance@sandbox.example' });
    expect(draft.findings).toMatchObject([
      { kind: 'tooLarge', blocks: true, message: 'About 12.4 MB once encoded; finance@sandbox.example accepts 12 MB.' },
    ]);
    await expect(client.compose.submit({ id, revision: draft.revision, holdMs: 0 })).rejects.toMatchObject({
      data: { error: { error_code: 'provider_payload_too_large' } },
    });
    expect(await tenant.log({ method: 'PUT' })).toEqual([]);
    const linked = await client.compose.link({ id, file: draft.files[0]?.file ?? -1, asLink: true });
    expect(linked.findings).toEqual([]);
    await client.compose.submit({ id, revision: linked.revision, holdMs: 0 });
    await waitFor(client, id, 'sent');
    expect((await sharedFiles(tenant)).map(({ sha256 }) => sha256)).toEqual([film.sha256]);
  });
});

describe('the limit of the own mailbox', () => {
  it('US6 C8: is learnt from its refusal in the middle of a file, kept, and goes before the next message', async () => {
    const { tenant, engine, client } = await started({ messageSizeLimitBytes: 2 * chunkBytes });
    const film = writeFile('film.bin', 4 * chunkBytes);
    const { id } = await composeDraft(client, [film.path]);
    const refused = await draftWhere(client, id, ({ problem }) => problem !== null);
    expect(refused.problem).toMatchObject({
      error_code: 'provider_payload_too_large',
      message: expect.stringMatching(/^About 1\.8 MB once encoded; your mailbox refused it after 1\.4 MB\./) as string,
    });
    expect(refused.findings).toMatchObject([{ kind: 'overLearntLimit', blocks: true }]);
    expect(refused.size.limitSetBy).toMatch(/^your mailbox, learnt on \d{4}-\d\d-\d\d$/);
    const before = await tenant.log({ method: 'PUT' });
    await engine.close();

    const again = await startEngine({ ...tenant, env, dataDir: engine.dataDir });
    await again.start();
    const next = mail({ attachments: [{ path: film.path }] });
    await expect(again.client.outbox.submit(next)).rejects.toMatchObject({
      data: { error: { error_code: 'provider_payload_too_large', details: { limit_set_by: 'mailbox' } } },
    });
    expect(await tenant.log({ method: 'PUT' })).toHaveLength(before.length);

    const linked = await again.client.compose.link({ id, file: refused.files[0]?.file ?? -1, asLink: true });
    expect(linked).toMatchObject({ problem: null, findings: [] });
    await again.client.compose.submit({ id, revision: linked.revision, holdMs: 0 });
    await waitFor(again.client, id, 'sent');
    expect((await sharedFiles(tenant)).map(({ sha256 }) => sha256)).toEqual([film.sha256]);
    expect(await tenant.delivered()).toMatchObject([{ attachments: [] }]);
  });

  it('C8: is tried anyway when a person says so, because it may have been raised', async () => {
    const { tenant, client } = await started({ messageSizeLimitBytes: 2 * chunkBytes });
    const { id } = await composeDraft(client, [writeFile('film.bin', 4 * chunkBytes).path]);
    await draftWhere(client, id, ({ problem }) => problem !== null);
    await tenant.switch({ messageSizeLimitBytes: 150_000_000 });
    await client.compose.tryAnyway({ id });
    const draft = await draftWhere(client, id, isAttached);
    expect(draft).toMatchObject({ problem: null, findings: [], size: { limitSetBy: 'Microsoft 365' } });
  });
});
