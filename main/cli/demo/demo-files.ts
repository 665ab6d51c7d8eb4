import { createHash, randomBytes } from 'node:crypto';
import { open, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

export interface DemoFile {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface DemoMail {
  readonly large: readonly DemoFile[];
  readonly image: DemoFile;
  readonly htmlPath: string;
}

const pieceBytes = 1_000_000;
/** A 1 × 1 PNG. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Makes the mail's files on the spot: random bytes, so that nothing but the very same bytes has their SHA-256. */
export async function makeDemoMail(folder: string): Promise<DemoMail> {
  const large = [
    await makeRandomFile(join(folder, 'measurements.bin'), 25_000_000),
    await makeRandomFile(join(folder, 'recording.bin'), 60_000_000),
  ];
  const imagePath = join(folder, 'logo.png');
  await writeFile(imagePath, pixel);
  const htmlPath = join(folder, 'mail.html');
  await writeFile(htmlPath, '<p>Both files, as agreed.</p><p><img src="cid:logo" alt="Sandbox logo"></p>\n');
  return {
    large,
    image: describe(imagePath, pixel.length, createHash('sha256').update(pixel).digest('hex')),
    htmlPath,
  };
}

async function makeRandomFile(path: string, sizeBytes: number): Promise<DemoFile> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  try {
    for (let written = 0; written < sizeBytes; written += pieceBytes) {
      const piece = randomBytes(Math.min(pieceBytes, sizeBytes - written));
      hash.update(piece);
      await file.write(piece);
    }
  } finally {
    await file.close();
  }
  return describe(path, sizeBytes, hash.digest('hex'));
}

function describe(path: string, sizeBytes: number, sha256: string): DemoFile {
  return { path, name: basename(path), sizeBytes, sha256 };
}
