import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentSource } from '../../contract/message.ts';

/** Over the threshold of upload sessions at its default and at any lower one. */
const largeBytes = 4_000_000;
const smallBytes = 20_000;
/** A 16 × 16 PNG of one colour. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mOQj88mCTGMahjVMHw1AACT7OkB3Va8bwAAAABJRU5ErkJggg==',
  'base64',
);

export interface SmokeFiles {
  readonly html: string;
  readonly attachments: readonly AttachmentSource[];
}

/** What a mail can carry, one of each kind, made in this folder. */
export async function makeSmokeFiles(folder: string, text: string): Promise<SmokeFiles> {
  const small = await write(folder, 'small.bin', randomBytes(smallBytes));
  const large = await write(folder, 'large.bin', randomBytes(largeBytes));
  const image = await write(folder, 'picture.png', picture);
  const words = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return {
    html: `<p>${words}</p><p><img src="cid:picture" width="16" height="16" alt="A picture inside the text"></p>`,
    attachments: [{ path: small }, { path: large }, { path: image, contentId: 'picture' }],
  };
}

async function write(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}
