import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { composeDraft } from '../helpers/compose-draft.ts';
import { interceptMail } from '../helpers/intercept-mail.ts';
import { startEngine, waitFor, writeFile } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';

const env = { MS_UPLOAD_CHUNK_SIZE_BYTES: '327680', MS_UPLOAD_SESSION_THRESHOLD_BYTES: '327680' };

describe('U11: a source file', () => {
  it('that changed is noticed before it is sent, and the new one is taken when the person wants it', async () => {
    const tenant = await startTenant();
    const { client, start } = await startEngine({ ...tenant, env });
    const file = writeFile('report.txt', 1_000);
    const { id, files } = await composeDraft(client, [file.path]);
    expect(files).toMatchObject([{ source: 'unchanged', sha256: file.sha256 }]);
    writeFileSync(file.path, 'another report');
    const changed = await client.compose.read({ id });
    expect(changed.files[0]?.source).toBe('changed');
    expect(changed.findings).toMatchObject([{ kind: 'sourceChanged', blocks: false }]);

    await client.compose.refresh({ id, file: files[0]?.file ?? -1 });
    const renewed = await client.compose.read({ id });
    const sha256 = createHash('sha256').update('another report').digest('hex');
    expect(renewed.files).toMatchObject([{ source: 'unchanged', sha256 }]);
    await client.compose.submit({ id, revision: renewed.revision, holdMs: 0 });
    await start();
    await waitFor(client, id, 'sent');
    expect((await tenant.delivered()).flatMap(({ attachments }) => attachments)).toMatchObject([{ sha256 }]);
  });

  it('that went, with its drive or without, is noticed, and goes out as it was when it was attached', async () => {
    const tenant = await startTenant();
    const { client, start } = await startEngine({ ...tenant, env });
    const file = writeFile('video.bin', 1_000);
    const { id } = await composeDraft(client, [file.path]);
    rmSync(file.path);
    const draft = await client.compose.read({ id });
    expect(draft).toMatchObject({
      files: [{ source: 'missing' }],
      findings: [{ kind: 'sourceMissing', blocks: false }],
    });
    await client.compose.submit({ id, revision: draft.revision, holdMs: 0 });
    await start();
    await waitFor(client, id, 'sent');
    expect((await tenant.delivered()).flatMap(({ attachments }) => attachments)).toMatchObject([
      { name: 'video.bin', sha256: file.sha256 },
    ]);
  });

  it('that changes and goes while it is uploaded changes nothing of what is sent', async () => {
    const tenant = await startTenant({ sessionMinimumBytes: 0 });
    const file = writeFile('plans.bin', 900_000);
    const meddle = [() => writeFileSync(file.path, 'other'), () => rmSync(file.path)];
    const instrument = interceptMail({ after: (method) => (method === 'putChunk' ? meddle.shift()?.() : undefined) });
    const { client, start } = await startEngine({ ...tenant, env, instrument });
    const { id, revision } = await composeDraft(client, [file.path]);
    await client.compose.submit({ id, revision, holdMs: 0 });
    await start();
    await waitFor(client, id, 'sent');
    expect(meddle).toEqual([]);
    expect((await tenant.delivered()).flatMap(({ attachments }) => attachments)).toMatchObject([
      { sha256: file.sha256, sizeBytes: 900_000 },
    ]);
  });
});
