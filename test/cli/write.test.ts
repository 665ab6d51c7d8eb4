import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { outboxId } from '../../contract/ids.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { startEngine, testToken } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';
import { mailroom } from './mailroom-process.ts';

async function writeRig() {
  const { graphBaseUrl } = await startTenant();
  const folder = temporaryFolder();
  const dataDir = join(folder, 'data');
  const env = {
    MS_ACCESS_TOKEN: testToken,
    MS_GRAPH_BASE_URL: graphBaseUrl,
    MAILROOM_DATA_DIR: dataDir,
    MAILROOM_POLICY_FILE: join(folder, 'no-policy.json'),
  };
  writeFileSync(join(folder, 'plans.txt'), 'the plans');
  writeFileSync(join(folder, '-odd name.txt'), 'odd');
  mkdirSync(join(folder, 'pictures'));
  const write = async (...args: string[]) => {
    const { code, stdout, stderr } = await mailroom(['write', ...args, '--json'], { env, cwd: folder });
    return { code, stderr, document: JSON.parse(stdout) as Readonly<Record<string, unknown>> };
  };
  return { write, folder, openEngine: () => startEngine({ graphBaseUrl, dataDir }) };
}

it('U12: mailroom write leaves a draft with the files in their order, and sends nothing', async () => {
  const rig = await writeRig();
  const words = ['--to', 'finance@sandbox.example, "Doe, Ana" <ana@sandbox.example>', '--subject', 'Plans'];
  const done = await rig.write(...words, '--text', 'As <agreed>.', join(rig.folder, 'plans.txt'), './-odd name.txt');
  expect(done).toMatchObject({ code: 0, stderr: expect.stringContaining('Nothing was sent.') as string });
  expect(done.document).toMatchObject({
    state: 'draft',
    account: 'sender@sandbox.example',
    subject: 'Plans',
    attachments: [
      { name: 'plans.txt', verdict: 'attached', sizeBytes: 9, sha256: sha256('the plans') },
      { name: '-odd name.txt', verdict: 'attached', sizeBytes: 3, sha256: sha256('odd') },
    ],
    error: null,
  });

  const engine = await rig.openEngine();
  const draft = await engine.client.compose.read({ id: outboxId.parse(done.document['id']) });
  const rows = await engine.client.outbox.list({});
  await engine.close();
  expect(draft.text).toMatchObject({
    to: ['finance@sandbox.example', '"Doe, Ana" <ana@sandbox.example>'],
    subject: 'Plans',
    html: '<p>As &lt;agreed&gt;.</p>',
  });
  expect(draft.files.map(({ name }) => name)).toEqual(['plans.txt', '-odd name.txt']);
  expect(rows.map(({ state }) => state)).toEqual(['draft']);
});

it('U12: beside a running Mailroom it names what is refused, and leaves the draft with the others', async () => {
  const rig = await writeRig();
  const engine = await rig.openEngine();
  const mixed = await rig.write('gone.zip', 'plans.txt', 'pictures');
  const drafts = await engine.client.compose.list({});
  const nothing = await rig.write();
  const after = await engine.client.compose.list({});
  await engine.close();
  expect(mixed).toMatchObject({ code: 1, stderr: expect.stringContaining('The Mailroom that is running') as string });
  expect(mixed.document).toMatchObject({
    id: drafts[0]?.id,
    attachments: [
      { name: 'gone.zip', verdict: 'refused', error: { error_code: 'source_missing' } },
      { name: 'plans.txt', verdict: 'attached' },
      { name: 'pictures', verdict: 'refused', error: { error_code: 'source_unreadable' } },
    ],
    error: { error_code: 'source_missing' },
  });
  expect(drafts.map(({ files }) => files.map(({ name }) => name))).toEqual([['plans.txt']]);
  expect(nothing).toMatchObject({ code: 2, document: { error: { error_code: 'usage_error' } } });
  expect(after.length).toBe(1);
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
