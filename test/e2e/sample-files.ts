import { createCipheriv, hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SampleFile {
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** A file whose bytes do not repeat, so that a chunk in the wrong place is noticed; its name seeds them. */
export function writeSampleFile(folder: string, name: string, sizeBytes: number): SampleFile {
  const cipher = createCipheriv('aes-256-ctr', hash('sha256', name, 'buffer'), Buffer.alloc(16));
  const bytes = cipher.update(Buffer.alloc(sizeBytes));
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path, name, sizeBytes, sha256: hash('sha256', bytes) };
}

export interface SamplePicture {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A red square of 8 × 8 pixels. */
export const picture: SamplePicture = {
  name: 'seal.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGO4o6GBFTEMLQkAAb5LASnsiYIAAAAASUVORK5CYII=',
    'base64',
  ),
};
