import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { runMailroom } from '../helpers/mailroom-process.ts';
import { documentOf } from '../helpers/send-rig.ts';

it('L2: the demo tells the whole story, ends well, and leaves nothing behind', async () => {
  const demo = await runMailroom(['demo', '--json'], {});
  expect(demo).toMatchObject({ code: 0 });
  expect(documentOf(demo)).toMatchObject({ ok: true, duplicates: 0, bytesTakenTwice: 0, violations: 0 });
  for (const chapter of ['Paced', 'SIGKILL', 'In Sent Items', 'Nothing is sent twice']) {
    expect(demo.stderr).toContain(chapter);
  }
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('mailroom-demo-'))).toEqual([]);
});
