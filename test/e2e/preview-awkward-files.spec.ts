import { type Browser, expect, type Page, test } from '@playwright/test';
import { chooseView } from '../../renderer/preview/choose-view.ts';
import { makeCallingWord, makeWord } from './awkward-archive.ts';
import { makeActingPdf, makeLockedPdf, makePages } from './awkward-pdf.ts';
import { makeActingDrawing, makePng } from './awkward-pictures.ts';
import { launchWatched, openPreviews, type PreviewInput, readSeen, showPreview } from './preview-rig.ts';
import { startPreviewServer, type PreviewServer } from './preview-server.ts';
import { startSinkhole, type Sinkhole } from './sinkhole.ts';

const home = 'http://files.example';
let sinkhole: Sinkhole;
let server: PreviewServer;
let browser: Browser;
let page: Page;
let said: string[];

test.beforeAll(async () => {
  sinkhole = await startSinkhole();
  server = await startPreviewServer({ sanitizer: true, policy: true });
  browser = await launchWatched(sinkhole);
});
test.beforeEach(async () => {
  said = [];
  page = await browser.newPage();
  page.on('console', (message) => said.push(message.text()));
  await page.addInitScript("window.canary = (at) => console.log('canary ' + at)");
  await page.goto(server.origin);
});
test.afterEach(async () => {
  expect(said.filter((line) => line.startsWith('canary'))).toEqual([]);
  expect(sinkhole.calls).toEqual([]);
  await page.close();
});
test.afterAll(async () => {
  await browser.close();
  await Promise.all([server.close(), sinkhole.close()]);
});

/** As the window would: the view is chosen by the bytes and the name. */
function asFile(name: string, bytes: Buffer, contentType = 'application/octet-stream'): PreviewInput {
  const chosen = chooseView({ name, kind: 'file', type: 'other', contentType }, bytes.subarray(0, 4096));
  return { kind: 'file', ...chosen, name, bytes };
}

const frame = () => page.frameLocator('iframe');

/** Presses everything: the middle of the preview, and Enter on all that takes the focus. */
async function touch(): Promise<void> {
  const box = await page.locator('iframe').boundingBox();
  if (box === null) throw new Error('there is no preview');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  for (let presses = 0; presses < 6; presses += 1) {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  }
}

test('I4: a PDF that acts in every way acts in none', async () => {
  const { shown } = await showPreview(page, asFile('plans.pdf', makeActingPdf(home)));
  expect(shown).toBe(1);
  await expect(frame().locator('.page canvas')).toBeVisible();
  await touch();
  expect((await readSeen(page))[0]?.links).toEqual([]);
});

test('I4: a PDF of 10,000 pages is there at once, and only what is seen of it is drawn', async () => {
  await showPreview(page, asFile('register.pdf', makePages(10_000)));
  await expect(frame().getByText('of 10,000')).toBeVisible();
  await frame().getByLabel('Page', { exact: true }).fill('9999');
  await page.keyboard.press('Enter');
  await expect(frame().getByRole('group', { name: 'Page 9999' }).locator('canvas')).toBeVisible();
  expect(await frame().locator('.page canvas').count()).toBeLessThan(12);
});

test('I4: a PDF behind a password says so', async () => {
  expect((await showPreview(page, asFile('secret.pdf', makeLockedPdf()))).failed).toEqual(['locked']);
});

test('I4: a drawing with scripts and addresses is a picture and nothing else', async () => {
  await showPreview(page, asFile('cover.svg', makeActingDrawing(home), 'image/svg+xml'));
  await expect(frame().getByRole('img')).toBeVisible();
  await touch();
});

test('I4: pictures of very many pixels are refused before they are decoded', async () => {
  expect((await showPreview(page, asFile('hall.png', makePng(12_000, 12_000)))).failed).toEqual(['tooLarge']);
  // More than the browser itself would try.
  expect((await showPreview(page, asFile('wall.png', makePng(30_000, 30_000)))).failed).toEqual(['damaged']);
});

test('I4: a document with links, pictures and templates elsewhere fetches nothing', async () => {
  await showPreview(page, asFile('contract.docx', makeCallingWord(home)));
  await expect(page.locator('iframe')).toBeVisible();
  await touch();
});

test('I4: a document that says it unpacks to too much is not unpacked', async () => {
  const bomb = makeWord('<w:p/>', '', 3_000_000_000);
  expect((await showPreview(page, asFile('bomb.docx', bomb))).failed).toEqual(['tooLarge']);
});

test('I4: a document that lies about it is stopped, and the window lives', async () => {
  const bomb = makeWord(`<w:p><w:r><w:t>${'x'.repeat(300_000_000)}</w:t></w:r></w:p>`, '', 1000);
  await openPreviews(page, [asFile('bomb.docx', bomb)]);
  // Shown, damaged or stuck: whatever becomes of it, the window answers all the time.
  await expect.poll(async () => (await readSeen(page)).length, { intervals: [100] }).toBe(1);
  await expect.poll(settled).toBe(true);
});

test('I4: text of one endless line, and bait for patterns, are shown cut', async () => {
  const line = Buffer.alloc(12_000_000, 'a');
  expect((await showPreview(page, asFile('log.txt', line, 'text/plain'))).shown).toBe(1);
  await expect(frame().getByText('Very long lines are cut.')).toBeVisible();
  const bait = Buffer.from(`${'1,'.repeat(140)}x;${"'1".repeat(150)} x\n`.repeat(9000));
  expect((await showPreview(page, asFile('bait.csv', bait, 'text/csv'))).shown).toBe(1);
});

const polyglots: readonly (readonly [string, Buffer, string])[] = [
  ['a GIF that is a script', Buffer.from('GIF89a/*\0\0*/=1;canary(1)'), 'image'],
  ['a page called picture', Buffer.from('<html><script>canary(1)</script><img src=x onerror=canary(2)>'), 'text'],
  ['a page in a PDF', Buffer.from(`%PDF-1.4 <html><script>canary(1)</script><img src="${home}/x">`), 'pdf'],
  [
    'a page in a JPEG',
    Buffer.from(`\u00ff\u00d8\u00ff\u00fe<script>canary(1)</script><img src="${home}/x">`, 'latin1'),
    'image',
  ],
  [
    'a program called picture',
    Buffer.from('MZ\u0090\0\u0003\0\0\0This program runs in no preview\0\0', 'latin1'),
    'facts',
  ],
];

for (const [name, bytes, view] of polyglots) {
  test(`I4: ${name} is shown as ${view} or not at all`, async () => {
    const input = asFile('photo.png', bytes, 'image/png');
    expect(input).toMatchObject({ view });
    const { shown, failed } = await showPreview(page, input);
    expect(shown + failed.length).toBe(1);
    if (shown === 1) await touch();
  });
}

test('I4: a frame that answers no more is removed, and the window was never held up', async () => {
  await showPreview(page, asFile('notes.txt', Buffer.from('notes'), 'text/plain'));
  const [, inner] = page.frames();
  if (inner === undefined) throw new Error('there is no frame');
  // Never comes back.
  void inner.evaluate('for (;;) {}').catch(() => undefined);
  await expect.poll(async () => (await readSeen(page))[0]?.failed).toEqual(['stuck']);
  await expect(page.locator('iframe')).toHaveCount(0);
});

test('I3: Esc and the side arrows reach the window from inside of the frame, and no other key does', async () => {
  await showPreview(page, asFile('notes.txt', Buffer.from('notes'), 'text/plain'));
  await frame().getByText('notes').click();
  for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'a', 'Escape']) await page.keyboard.press(key);
  await expect.poll(async () => (await readSeen(page))[0]?.keys).toEqual(['ArrowRight', 'ArrowLeft', 'Escape']);
});

async function settled(): Promise<boolean> {
  const [seen] = await readSeen(page);
  return seen !== undefined && seen.shown + seen.failed.length > 0;
}
