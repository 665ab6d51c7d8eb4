import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { asBody, asMail, launchWatched, type PreviewInput, touchLetters } from './preview-rig.ts';
import { startPreviewServer, type Walls } from './preview-server.ts';
import { callersIn, vectors } from './preview-vectors.ts';
import { startSinkhole } from './sinkhole.ts';

const everyWall: Walls = { sanitizer: true, policy: true };

interface Heard {
  /** Connections that came to the listener. */
  readonly calls: readonly string[];
  /** What the browser's own record of its network says. */
  readonly names: readonly string[];
}

/** Shows and touches every letter behind these walls, in a browser of its own that writes down what its network does. */
async function listen(walls: Walls, wrap: (html: string) => PreviewInput): Promise<Heard> {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-network-'));
  const record = join(folder, 'network.json');
  const [sinkhole, server] = await Promise.all([startSinkhole(), startPreviewServer(walls, ['document.html'])]);
  const browser = await launchWatched(sinkhole, `--log-net-log=${record}`);
  try {
    const page = await browser.newPage();
    await page.goto(server.origin);
    const letters = vectors.map(({ html }) => html);
    await touchLetters(page, letters, wrap);
    await browser.close();
    const names = new Set(readFileSync(record, 'utf8').match(/v\d+\.home\.example/g));
    return { calls: sinkhole.calls, names: [...names] };
  } finally {
    await browser.close();
    await Promise.all([server.close(), sinkhole.close()]);
    rmSync(folder, { recursive: true });
  }
}

test(`I4: ${vectors.length} ways of calling home reach nobody from the text of a message, not even a name server`, async () => {
  expect(await listen(everyWall, asBody)).toEqual({ calls: [], names: [] });
});

test('I4: nor from a message that is a file', async () => {
  expect(await listen(everyWall, asMail)).toEqual({ calls: [], names: [] });
});

test('I4: nor with the sanitizer off', async () => {
  expect(await listen({ sanitizer: false, policy: true }, asBody)).toEqual({ calls: [], names: [] });
});

test('I4: nor with the policy off, for then the sanitizer holds alone', async () => {
  expect(await listen({ sanitizer: true, policy: false }, asBody)).toEqual({ calls: [], names: [] });
});

test('with both off the listener hears them, so it would have heard one before', async () => {
  const { calls } = await listen({ sanitizer: false, policy: false }, asBody);
  const heard = callersIn(calls).map(({ name }) => name);
  expect(heard).toEqual(
    expect.arrayContaining(['img src', 'picture source', 'css background', 'css variable', 'svg image']),
  );
  expect(heard.length).toBeGreaterThanOrEqual(50);
});
