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

/** So many letters stand in one frame, one below the other, for opening a frame is what takes the time. */
const LETTERS_A_FRAME = 4;
const LETTER_HEIGHT_PX = 60;
/** As many as can be seen at the same time. */
const FRAMES_AT_ONCE = 15;

/** Closes whatever a letter leaves open, so that the next one is read as if it stood alone. */
const ending = `"'>--></script></style></textarea></title></noscript></noframes></xmp></iframe></template></select></svg></math></table></form></a></button>`;

/** Shows letters, many at once, and touches each: by mouse, click and key. A frame shows what `wrap` makes of its letters. */
export async function touchLetters(
  page: Page,
  letters: readonly string[],
  wrap: (html: string, at: number) => PreviewInput,
): Promise<void> {
  const frames = stackLetters(letters).map(wrap);
  for (let at = 0; at < frames.length; at += FRAMES_AT_ONCE) {
    await openPreviews(page, frames.slice(at, at + FRAMES_AT_ONCE));
    await untilSettled(page);
    const heightPx = LETTERS_A_FRAME * LETTER_HEIGHT_PX;
    for (const [x, y] of await page.evaluate<[number, number][]>(`previews.places(${String(heightPx)})`)) {
      for (let letter = 0; letter < LETTERS_A_FRAME; letter += 1) {
        await page.mouse.click(x + 24, y + (letter + 0.5) * LETTER_HEIGHT_PX);
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
      }
    }
  }
}

/** Letters that stand far from each other share a frame: neighbours often do the same to the page around them. */
function stackLetters(letters: readonly string[]): readonly string[] {
  const count = Math.ceil(letters.length / LETTERS_A_FRAME);
  return Array.from({ length: count }, (_, frame) =>
    letters
      .filter((_letter, at) => at % count === frame)
      .map((letter) => `<div style="height:${String(LETTER_HEIGHT_PX)}px">${letter}${ending}</div>`)
      .join(''),
  );
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
