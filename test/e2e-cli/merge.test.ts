import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { MergeCheck, MergeLine, MergeRow } from '../../contract/merge.ts';
import { runMailroom } from '../helpers/mailroom-process.ts';
import { startTenant } from '../helpers/start-tenant.ts';
import { testToken } from '../helpers/start-engine.ts';

it('C19 L2 MP8: checks a table, makes its drafts, sends them in batches and tells what became of each row', async () => {
  const tenant = await startTenant();
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-merge-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'letter.html'), '<p>Dear {{name}}, you owe {{amount}}.</p>');
  writeFileSync(join(folder, 'a.txt'), 'for A alone');
  writeFileSync(join(folder, 'terms.txt'), 'for everybody');
  writeFileSync(
    join(folder, 'people.csv'),
    '\uFEFFname;email;amount;file\r\n"A; first";a@sandbox.example;10 €;a.txt\r\nB;;20;\r\nC & D;c@sandbox.example;30;\r\n',
  );
  const env = {
    MS_GRAPH_BASE_URL: tenant.graphBaseUrl,
    MS_ACCESS_TOKEN: testToken,
    MS_SEND_SETTLE_MS: '300',
    MS_SEND_PROBE_MS: '50',
  };
  const run = async (...args: string[]) => {
    const ended = await runMailroom(['merge', ...args, '--json', '--data-dir', join(folder, 'data')], {
      env,
      cwd: folder,
    });
    return { code: ended.code, document: JSON.parse(ended.stdout) as unknown };
  };
  const order = ['--csv', 'people.csv', '--subject', 'For {{name}}', '--html', 'letter.html', '--file-column', 'file'];

  const dry = await run(...order, '--dry-run');
  expect(dry).toMatchObject({ code: 1, document: { ready: 2, blocked: 1 } });
  const [worst] = (dry.document as MergeCheck).lines;
  expect(worst).toMatchObject({ row: 3, problems: [{ kind: 'noAddress', blocks: true }] });
  expect((await run(...order)).code).toBe(2);

  const key = '00000000-0000-4000-8000-000000000019';
  const make = [...order, '--leave-out', '--attach', 'terms.txt', '--key', key, '--wait'];
  const made = await run(...make);
  expect(made).toMatchObject({ code: 0, document: { state: 'review', counts: { drafts: 2, leftOut: 1, went: 0 } } });
  const { id } = made.document as MergeRow;

  const sent = await run('send', id, '--wait');
  expect(sent).toMatchObject({ code: 0, document: { state: 'done', counts: { went: 2, drafts: 0, failed: 0 } } });
  const { lines: shown } = (await run('show', id)).document as { lines: readonly MergeLine[] };
  expect(shown.map(({ row, to, message }) => [row, to, message?.state ?? null])).toEqual([
    [2, 'a@sandbox.example', 'sent'],
    [3, '', null],
    [4, 'c@sandbox.example', 'sent'],
  ]);
  const delivered = await tenant.delivered();
  const files = delivered.map(({ subject, attachments }) => [subject, attachments.map(({ name }) => name)] as const);
  expect(files).toHaveLength(2);
  expect(Object.fromEntries(files)).toEqual({ 'For A; first': ['terms.txt', 'a.txt'], 'For C & D': ['terms.txt'] });
});
