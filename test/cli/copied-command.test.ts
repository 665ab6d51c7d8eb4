import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { outboxId } from '../../contract/ids.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { startEngine, testToken } from '../helpers/start-engine.ts';
import { startTenant } from '../helpers/start-tenant.ts';
import { launcher } from './mailroom-process.ts';

interface Answer {
  readonly code: number;
  readonly document: Readonly<Record<string, unknown>>;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Gives a line to a real shell, with `mailroom` being this tree's. */
async function typeInto(env: NodeJS.ProcessEnv, line: string): Promise<Answer> {
  const script = `mailroom() { "$NODE" "$LAUNCHER" "$@"; }\n${line} --json`;
  const around = { ...process.env, ...env, NODE: process.execPath, LAUNCHER: launcher };
  const { stdout, code } = await promisify(execFile)('sh', ['-c', script], { env: around }).then(
    (ended) => ({ ...ended, code: 0 }),
    (failed: { stdout: string; code: number }) => failed,
  );
  return { code, document: JSON.parse(stdout) as Answer['document'] };
}

it('L4 L5: the copied command sends the same content, finds its message by the key, and makes another without', async () => {
  const { graphBaseUrl } = await startTenant();
  const folder = temporaryFolder();
  const dataDir = join(folder, 'data of "mine"');
  const env = {
    MS_ACCESS_TOKEN: testToken,
    MS_GRAPH_BASE_URL: graphBaseUrl,
    MAILROOM_DATA_DIR: dataDir,
    MAILROOM_POLICY_FILE: join(folder, 'no-policy.json'),
  };
  const [file, letter] = [join(folder, "bob's plans $(date).txt"), join(folder, 'letter.html')];
  writeFileSync(file, 'the plans');
  writeFileSync(letter, '<p>As <b>agreed</b>,\nfor "100 %" &amp; more</p>');
  const typed = [
    'mailroom send --to \'"O`Neil, Ana" <finance@sandbox.example>\' --cc colleague@sandbox.example',
    `--subject ${quoted('It\'s 100 % "done" $HOME `id` \\ – ready?')} --importance high`,
    `--html ${quoted(letter)} --attach ${quoted(file)} --key 'order 4711'`,
  ].join(' ');
  const sent = await typeInto(env, typed);
  expect(sent.code).toBe(75);
  writeFileSync(file, 'changed since');

  const id = outboxId.parse(sent.document['id']);
  const engine = await startEngine({ graphBaseUrl, dataDir });
  const again = await engine.client.outbox.command({ id, asNew: false });
  const asNew = await engine.client.outbox.command({ id, asNew: true });
  await engine.close();
  expect(again.sh).not.toContain('plans');
  expect(again.sh).not.toContain(testToken);

  // Another content under this key would be refused.
  const elsewhere = { ...env, MAILROOM_DATA_DIR: '' };
  expect(await typeInto(elsewhere, again.sh)).toMatchObject({ code: 75, document: { id, key: 'order 4711' } });
  const { code, document } = await typeInto(elsewhere, asNew.sh);
  expect([code, document['id'] === id]).toEqual([75, false]);
  expect(document['attachments']).toEqual(sent.document['attachments']);
});
