import type { Bytes } from '../../contract/procedure.ts';
import type { FileId, FileRow } from '../../contract/files.ts';
import { readPictureSize } from './picture-size.ts';

type ReadPart = (part: {
  id: FileId;
  startByte: number;
  maxBytes: number;
}) => Promise<{ bytes: Bytes; totalBytes: number }>;

/** `url` is missing where the bytes are no picture, or one that is too large to be decoded in passing. */
export interface Thumbnail {
  readonly url?: string;
}

const mostBytes = 12 * 2 ** 20;
const mostPixels = 50_000_000;
const partBytes = 4 * 2 ** 20;
const kept = 200;
const atOnce = 3;
const edgePx = 320;

export function hasThumbnail({ state, type, sizeBytes }: Pick<FileRow, 'state' | 'type' | 'sizeBytes'>): boolean {
  return state === 'stored' && type === 'image' && (sizeBytes ?? 0) <= mostBytes;
}

/** Pictures in small, a few at a time; those seen last are kept. */
function createThumbnails() {
  /** The one used last is the last of the map. */
  const made = new Map<string, Thumbnail>();
  const waiting: (() => void)[] = [];
  let running = 0;

  async function turn(): Promise<void> {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
  }
  function leave(): void {
    running -= 1;
    waiting.shift()?.();
  }

  return {
    peek: (id: string): Thumbnail | null => made.get(id) ?? null,
    async get(row: FileRow, read: ReadPart, signal: AbortSignal): Promise<Thumbnail> {
      const known = made.get(row.id);
      if (known !== undefined) return known;
      await turn();
      try {
        signal.throwIfAborted();
        const thumbnail = await make(row, read, signal);
        made.set(row.id, thumbnail);
        for (const [id, { url }] of made) {
          if (made.size <= kept) break;
          made.delete(id);
          if (url !== undefined) URL.revokeObjectURL(url);
        }
        return thumbnail;
      } finally {
        leave();
      }
    },
  };
}

export const thumbnails = createThumbnails();

async function make(row: FileRow, read: ReadPart, signal: AbortSignal): Promise<Thumbnail> {
  const parts: ArrayBuffer[] = [];
  let startByte = 0;
  let contentType: string | null = null;
  for (;;) {
    const { bytes, totalBytes } = await read({ id: row.id, startByte, maxBytes: partBytes });
    signal.throwIfAborted();
    const part = await bytes.arrayBuffer();
    if (contentType === null) {
      const size = readPictureSize(new Uint8Array(part));
      if (size === null || size.width * size.height > mostPixels || totalBytes > mostBytes) return {};
      ({ contentType } = size);
    }
    parts.push(part);
    startByte += part.byteLength;
    if (part.byteLength === 0 || startByte >= totalBytes) break;
  }
  return shrink(new Blob(parts, { type: contentType }));
}

/** Decoded once, away from the page's thread, and kept as few bytes. */
async function shrink(picture: Blob): Promise<Thumbnail> {
  const bitmap = await createImageBitmap(picture);
  const scale = Math.min(1, edgePx / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.max(1, bitmap.width * scale), Math.max(1, bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return { url: URL.createObjectURL(await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 })) };
}
