import { expect, test, type Page } from '@playwright/test';
import { payloads } from './preview-payloads.ts';
import { asBody, asMail, launchWatched, type PreviewInput, touchLetters } from './preview-rig.ts';
import { startPreviewServer, type Walls } from './preview-server.ts';
import { startSinkhole } from './sinkhole.ts';

/** How many of these letters ran something. Each says its own number, in whatever frame it runs. */
async function countCanaries(walls: Walls, letters: readonly string[]): Promise<number> {
  const [sinkhole, server] = await Promise.all([startSinkhole(), startPreviewServer(walls, ['document.html'])]);
  const browser = await launchWatched(sinkhole);
  try {
    const page = await browser.newPage();
    const sung = await followCanaries(page);
    await page.goto(server.origin);
    const named = letters.map((payload, at) => payload.replaceAll('canary(', `canary(${at}`));
    await touchLetters(page, named, asEither);
    return sung.size;
  } finally {
    await browser.close();
    await Promise.all([server.close(), sinkhole.close()]);
  }
}

/** The text of a message and a message that is a file, in turn. */
function asEither(html: string, at: number): PreviewInput {
  return at % 2 === 0 ? asBody(html) : asMail(html);
}

async function followCanaries(page: Page): Promise<ReadonlySet<string>> {
  const sung = new Set<string>();
  page.on('console', (message) => {
    const at = /^canary (\d+)$/.exec(message.text())?.[1];
    if (at !== undefined) sung.add(at);
  });
  await page.addInitScript("window.canary = (at) => console.log('canary ' + at)");
  return sung;
}

test(`I4: none of ${payloads.length} letters with scripts runs one`, async () => {
  expect(await countCanaries({ sanitizer: true, policy: true }, payloads)).toBe(0);
});

test('I4: nor with the sanitizer off, for the policy holds alone', async () => {
  expect(await countCanaries({ sanitizer: false, policy: true }, payloads)).toBe(0);
});

test('I4: nor with the policy off, for the sanitizer holds alone', async () => {
  expect(await countCanaries({ sanitizer: true, policy: false }, payloads)).toBe(0);
});

test('with both off many run, so one would have been noticed before', async () => {
  expect(await countCanaries({ sanitizer: false, policy: false }, payloads)).toBeGreaterThan(60);
});
