import { describe, expect, it } from 'vitest';
import type { OutboxRow } from '../../contract/outbox.ts';
import { composeDraft, draftWhere, isAttached } from '../helpers/compose-draft.ts';
import { patiently } from '../helpers/patiently.ts';
import { sharedFiles } from '../helpers/shared-files.ts';
import { mail, startEngine, testToken, waitFor, writeFile } from '../helpers/start-engine.ts';
import { beyondProfile, startTenant } from '../helpers/start-tenant.ts';

const chunkBytes = 327_680;
const sizeBytes = 3 * chunkBytes + 1_000;
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

function pathsOf({ attachments }: Pick<OutboxRow, 'attachments'>) {
  return Object.fromEntries(attachments.map(({ name, path }) => [name, path]));
}

const openToSender = { sharedMailboxes: { 'finance@sandbox.example': ['sender@sandbox.example'] } };

/** The words of what the recipient got. */
async function receivedWords({ graphBaseUrl }: Awaited<ReturnType<typeof startTenant>>): Promise<string> {
  const inbox = `${graphBaseUrl}/users/finance@sandbox.example/mailFolders/inbox/messages?$top=1&$select=body`;
  const answer = await fetch(inbox, { headers: { authorization: `Bearer ${testToken}` } });
  const { value } = (await answer.json()) as { value: { body: { content: string } }[] };
  return value[0]?.body.content ?? '';
}

describe('a file that is shared as a link', () => {
  it('U7 L1: lies in the drive byte by byte, its link is in the words, and each file says how it went', async () => {
    const { tenant, client } = await started(openToSender);
    const [film, note] = [writeFile('film & more.bin', sizeBytes), writeFile('note.bin', 1_000)];
    const attachments = [{ path: note.path }, { path: film.path, asLink: true }];
    const { row } = await client.outbox.submit(mail({ attachments, html: '<p>See below.</p>', text: null }));
    const sent = await waitFor(client, row.id, 'sent');
    expect(pathsOf(sent)).toEqual({ 'note.bin': 'direct', 'film & more.bin': 'link' });
    const [shared, ...others] = await sharedFiles(tenant);
    expect(others).toEqual([]);
    expect(shared).toMatchObject({ name: 'film & more.bin', sha256: film.sha256, links: [{ scope: 'organization' }] });
    const [delivered] = await tenant.delivered();
    expect(delivered?.attachments.map(({ sha256 }) => sha256)).toEqual([note.sha256]);
    const words = await receivedWords(tenant);
    expect(words).toContain(shared?.links[0]?.url);
    expect(words).toContain('film &amp; more.bin');
    expect(await tenant.violations()).toEqual([]);
  });

  it('U7: leaves one copy when the answer to its last chunk is lost, and when its session ends', async () => {
    const { tenant, client } = await started();
    await tenant.fault({ method: 'PUT', path: '/api/drive/', nth: 2, action: 'expireSession' });
    await tenant.fault({ method: 'PUT', path: '/api/drive/', nth: 6, action: 'dropAfter' });
    const film = writeFile('film.bin', sizeBytes);
    const { row } = await client.outbox.submit(mail({ attachments: [{ path: film.path, asLink: true }] }));
    await waitFor(client, row.id, 'sent');
    expect((await sharedFiles(tenant)).map(({ sha256 }) => sha256)).toEqual([film.sha256]);
    expect(await tenant.delivered()).toHaveLength(1);
  });

  it('U7: goes on behind what the drive holds after a restart', async () => {
    const tenant = await startTenant({ sessionMinimumBytes: 0 });
    const first = await startEngine({ ...tenant, env });
    await first.start();
    await tenant.fault({ method: 'PUT', path: '/api/drive/', nth: 3, action: 'slow', delayMs: 60_000 });
    const film = writeFile('film.bin', sizeBytes);
    const { row } = await first.client.outbox.submit(mail({ attachments: [{ path: film.path, asLink: true }] }));
    await expect
      .poll(async () => (await first.client.outbox.show({ id: row.id })).row.confirmedBytes, patiently)
      .toBe(2 * chunkBytes);
    await first.close();
    await tenant.clearFaults();
    const second = await startEngine({ ...tenant, env, dataDir: first.dataDir });
    await second.start();
    await waitFor(second.client, row.id, 'sent');
    expect((await sharedFiles(tenant)).map(({ sha256 }) => sha256)).toEqual([film.sha256]);
    const stored = (await tenant.log({ method: 'PUT' })).filter(({ status }) => (status ?? 500) < 300);
    expect(stored).toHaveLength(4);
  });

  it('U7: is taken back from the drive when the message is cancelled', async () => {
    const { tenant, client } = await started();
    const { id, files } = await composeDraft(client, [writeFile('film.bin', sizeBytes).path]);
    await client.compose.link({ id, file: files[0]?.file ?? -1, asLink: true });
    await draftWhere(client, id, ({ files: [file] }) => file?.path === 'link' && file.state === 'attached');
    expect(await sharedFiles(tenant)).toHaveLength(1);
    await client.compose.discard({ id });
    await expect.poll(() => sharedFiles(tenant), patiently).toEqual([]);
  });

  it('U7: is attached instead when the person says so, and nothing of it stays in the drive', async () => {
    const { tenant, client } = await started();
    const film = writeFile('film.bin', sizeBytes);
    const { id, files } = await composeDraft(client, [film.path]);
    const file = files[0]?.file ?? -1;
    await draftWhere(client, id, isAttached);
    await client.compose.link({ id, file, asLink: true });
    await draftWhere(client, id, ({ files: [one] }) => one?.path === 'link' && one.state === 'attached');
    await client.compose.link({ id, file, asLink: false });
    const { revision } = await draftWhere(
      client,
      id,
      ({ files: [one] }) => one?.path === 'session' && isAttached({ files: [one] } as never),
    );
    await client.compose.submit({ id, revision, holdMs: 0 });
    await waitFor(client, id, 'sent');
    expect(await sharedFiles(tenant)).toEqual([]);
    expect((await tenant.delivered())[0]?.attachments.map(({ sha256 }) => sha256)).toEqual([film.sha256]);
  });

  it('U7: is for the recipients by name where links for the organisation are forbidden', async () => {
    const { tenant, client } = await started({ driveLinkScopes: ['users'] });
    const attachments = [{ path: writeFile('film.bin', sizeBytes).path, asLink: true }];
    const { row } = await client.outbox.submit(mail({ attachments }));
    await waitFor(client, row.id, 'sent');
    expect(await sharedFiles(tenant)).toMatchObject([
      { links: [{ scope: 'users' }], grants: ['finance@sandbox.example'] },
    ]);
  });

  it('U7: is said to shut out whom it is not for', async () => {
    const { client } = await started();
    const { id, files } = await composeDraft(client, [writeFile('film.bin', 1_000).path], {
      to: ['bob@partner.example', 'finance@sandbox.example'],
    });
    const { findings } = await client.compose.link({ id, file: files[0]?.file ?? -1, asLink: true });
    expect(findings.find(({ kind }) => kind === 'linkForInside')).toMatchObject({
      blocks: false,
      message: 'bob@partner.example may not be able to open the link to film.bin: it is for people in sandbox.example.',
    });
  });
});

describe('where there is no place for a link', () => {
  it.each([400, 403, 404, 501])('U7: refuses before any byte moves when the drive answers %i', async (driveStatus) => {
    const { tenant, client } = await started({ driveStatus });
    const film = writeFile('film.bin', sizeBytes);
    const attachments = [{ path: film.path, asLink: true }];
    await expect(client.outbox.submit(mail({ attachments }))).rejects.toMatchObject({
      data: { error: { error_code: 'drive_unavailable', retriable: false } },
    });
    const { id, files } = await composeDraft(client, [film.path]);
    await draftWhere(client, id, isAttached);
    await expect(client.compose.link({ id, file: files[0]?.file ?? -1, asLink: true })).rejects.toMatchObject({
      data: { error: { error_code: 'drive_unavailable' } },
    });
    expect((await client.compose.read({ id })).files).toMatchObject([{ path: 'session', state: 'attached' }]);
    await expect(client.compose.checkLink({ id, sizeBytes })).rejects.toMatchObject({
      data: { error: { error_code: 'drive_unavailable' } },
    });
    const source = { path: writeFile('cut.bin', sizeBytes).path, asLink: true };
    expect(await client.compose.attach({ id, source })).toMatchObject({
      kind: 'refused',
      error: { error_code: 'drive_unavailable' },
    });
    expect(await tenant.log({ method: 'PUT', path: /drive/ })).toEqual([]);
  });

  it('U7: refuses what the drive has no room for', async () => {
    const { tenant, client } = await started({ driveQuotaBytes: sizeBytes - 1 });
    const attachments = [{ path: writeFile('film.bin', sizeBytes).path, asLink: true }];
    await expect(client.outbox.submit(mail({ attachments }))).rejects.toMatchObject({
      data: { error: { error_code: 'drive_full' } },
    });
    expect(await tenant.log({ ...beyondProfile, method: 'POST' })).toEqual([]);
  });

  it('U7: says so on the message when the drive is lost only later, and sends nothing', async () => {
    const tenant = await startTenant({ sessionMinimumBytes: 0 });
    const engine = await startEngine({ ...tenant, env });
    const attachments = [{ path: writeFile('film.bin', sizeBytes).path, asLink: true }];
    const { row } = await engine.client.outbox.submit(mail({ attachments }));
    await tenant.switch({ driveStatus: 403 });
    await engine.start();
    const failed = await waitFor(engine.client, row.id, 'failed');
    expect(failed.error?.error_code).toBe('drive_unavailable');
    expect(await tenant.delivered()).toEqual([]);
  });
});
