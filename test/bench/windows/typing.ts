import { crc32, deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { typeLetter } from '../../e2e/write-page.ts';
import { traceTasks, type Tasks } from './trace-tasks.ts';

const letters =
  'The drawings of the second section are attached, with the changes that were agreed on the site. ' +
  'Please look at the stairs on sheet four first: they decide the rest. Everything else can wait until next week, ' +
  'but not longer, because the permit ends with the month and nobody wants to begin again with it. Thank you.  ';
const PICTURES = 4;

/** A letter with pictures and a table in it. */
export async function fillLetter(page: Page): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'Message text' });
  await typeLetter(page, { to: ['finance@sandbox.example'], subject: 'Typing', text: 'Pictures: ' });
  for (let picture = 1; picture <= PICTURES; picture += 1) {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Picture' }).click();
    const buffer = drawPicture(800, 600, picture);
    await (await chooser).setFiles({ name: `site-${picture}.png`, mimeType: 'image/png', buffer });
    await editor
      .getByRole('img')
      .nth(picture - 1)
      .waitFor();
  }
  await editor.press('Control+End');
  await page.getByRole('button', { name: 'Table' }).click();
  await page.getByRole('menuitem', { name: 'Insert 3 × 5' }).click();
  await editor.getByRole('table').waitFor();
  await page.keyboard.type('A cell');
}

/** 300 characters typed at its beginning. */
export async function traceTyping(page: Page): Promise<Tasks> {
  const editor = page.getByRole('textbox', { name: 'Message text' });
  await editor.press('Control+Home');
  const tasks = await traceTasks(page, 'typing', () => page.keyboard.type(letters.slice(0, 300), { delay: 15 }));
  await editor.getByText('Please look at the stairs').first().waitFor();
  return tasks;
}

/** A PNG that does not compress away, some hundred kB large, as a picture of a screen is. */
function drawPicture(width: number, height: number, seed: number): Buffer {
  const row = 1 + width * 3;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width * 3; x += 1) pixels[y * row + 1 + x] = ((x * y * seed) >> 7) & 0xff;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
