import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runMailroom } from '../helpers/mailroom-process.ts';
import { temporaryFolder } from '../helpers/open-test-database.ts';
import { documentOf } from '../helpers/send-rig.ts';

it('I10: the demo of ingest pauses for a full disk, says so, goes on by itself and misses nothing', async () => {
  const TMPDIR = temporaryFolder();
  const demo = await runMailroom(['demo', 'ingest', '--json'], { env: { TMPDIR } });
  expect(demo).toMatchObject({ code: 0 });
  expect(documentOf(demo)).toMatchObject({ ok: true, missing: 0, surplus: 0, paused: 20 });
  for (const chapter of ['Mail comes in', 'Paused: 400 MB free', 'goes on by itself']) {
    expect(demo.stderr).toContain(chapter);
  }
  expect(readdirSync(TMPDIR).filter((name) => name.startsWith('mailroom-demo-'))).toEqual([]);
});
