import { chromium, expect, type Browser, type Page } from '@playwright/test';
import type { BodyOrder, FileOrder, PreviewTheme } from '../../renderer/preview/preview-messages.ts';
import { findTestChromium } from '../../scripts/ensure-chromium.ts';
import type { Sinkhole } from './sinkhole.ts';

type Picture = Omit<BodyOrder['pictures'][number], 'bytes'> & { readonly bytes: Buffer };
export type PreviewInput =
  | (Omit<FileOrder, 'bytes'> & { readonly bytes: Buffer })
  | (Omit<BodyOrder, 'pictures'> & { readonly pictures: readonly Picture[] });

/** What the window was told by the frame that is open. */
export interface SeenPreview {
  readonly shown: number;
  readonly failed: readonly string[];
  readonly links: readonly string[];
  readonly keys: readonly string[];
  readonly heights: readonly number[];
}

/** For which every name of `example`, and every port of it, is the sinkhole, and no other name is anything. */
export async function launchWatched(sinkhole: Sinkhole, ...more: readonly string[]): Promise<Browser> {
  const executablePath = findTestChromium();
  if (executablePath === null) throw new Error('No Chromium was found; CHROMIUM_PATH can name one.');
  const rules = `MAP *.example 127.0.0.1:${String(sinkhole.port)}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`;
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', `--host-resolver-rules=${rules}`, ...more],
  });
}

/** Opens previews, in place of those that are open, without waiting for them. */
export async function openPreviews(
  page: Page,
  inputs: readonly PreviewInput[],
  theme: PreviewTheme = 'system',
): Promise<void> {
  const sent = inputs.map((input) =>
    input.kind === 'file'
      ? { ...input, bytes: input.bytes.toString('base64') }
      : { ...input, pictures: input.pictures.map((one) => ({ ...one, bytes: one.bytes.toString('base64') })) },
  );
  await page.evaluate(`previews.open(${JSON.stringify(sent)}, ${JSON.stringify(theme)})`);
}

export async function readSeen(page: Page): Promise<readonly SeenPreview[]> {
  return page.evaluate<readonly SeenPreview[]>('previews.seen()');
}

/** Until each is shown, or the window has given it up. */
async function untilSettled(page: Page): Promise<readonly SeenPreview[]> {
  let seen = await readSeen(page);
  const isSettled = ({ shown, failed }: SeenPreview): boolean => shown + failed.length > 0;
  await expect.poll(async () => (seen = await readSeen(page)).every(isSettled), { intervals: [20] }).toBe(true);
  return seen;
}

const AT_ONCE = 20;

/** Shows letters, a few at once, each as what `wrap` makes of it, and touches each: by mouse, click and key. */
export async function touchLetters(
  page: Page,
  letters: readonly string[],
  wrap: (html: string, at: number) => PreviewInput,
): Promise<void> {
  for (let at = 0; at < letters.length; at += AT_ONCE) {
    await openPreviews(page, letters.slice(at, at + AT_ONCE).map(wrap));
    await untilSettled(page);
    for (const [x, y] of await page.evaluate<[number, number][]>('previews.places()')) {
      await page.mouse.click(x + 24, y + 24);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
    }
  }
}

export function asBody(content: string): PreviewInput {
  return { kind: 'body', contentType: 'html', content, pictures: [] };
}

/** The same letter in a message that is a file. */
export function asMail(html: string): PreviewInput {
  const text = `From: sender@sandbox.example\r\nSubject: Letter\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(html).toString('base64')}`;
  return { kind: 'file', view: 'mail', name: 'letter.eml', contentType: 'message/rfc822', bytes: Buffer.from(text) };
}

/** Opens one preview and waits for it. */
export async function showPreview(page: Page, input: PreviewInput, theme?: PreviewTheme): Promise<SeenPreview> {
  await openPreviews(page, [input], theme);
  const [seen] = await untilSettled(page);
  if (seen === undefined) throw new Error('no preview was opened');
  return seen;
}
