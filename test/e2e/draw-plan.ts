import { crc32, deflateSync } from 'node:zlib';
import type { SamplePicture } from './sample-files.ts';

const width = 288;
const height = 112;
/** Rooms of a floor plan: left, top, width and height. Doors are gaps in their walls. */
const rooms = [
  [8, 8, 96, 56],
  [104, 8, 72, 56],
  [176, 8, 104, 96],
  [8, 64, 168, 40],
] as const;
const doors = [
  [40, 64, 20],
  [128, 64, 20],
  [212, 104, 24],
] as const;

/** A small floor plan as a PNG of one grey channel: a picture that a letter about drawings would have. */
export function drawPlan(): SamplePicture {
  const pixels = Buffer.alloc(width * height, 255);
  const fill = (left: number, top: number, wide: number, high: number, grey: number): void => {
    for (let y = top; y < top + high; y += 1) pixels.fill(grey, y * width + left, y * width + left + wide);
  };
  for (const [left, top, wide, high] of rooms) {
    fill(left, top, wide, 2, 40);
    fill(left, top + high - 2, wide, 2, 40);
    fill(left, top, 2, high, 40);
    fill(left + wide - 2, top, 2, high, 40);
  }
  for (const [left, top, wide] of doors) fill(left, top - 4, wide, 8, 255);
  for (let x = 190; x < 270; x += 8) fill(x, 16, 1, 24, 150);
  return { name: 'hall-1.png', mimeType: 'image/png', buffer: encode(pixels) };
}

function encode(pixels: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const lines = Array.from({ length: height }, (_, y) =>
    Buffer.concat([Buffer.of(0), pixels.subarray(y * width, (y + 1) * width)]),
  );
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
