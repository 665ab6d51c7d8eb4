import { assert, constantFrom, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPictureSize } from '../../../renderer/files/picture-size.ts';

function bytes(...parts: (string | readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (letter) => letter.charCodeAt(0)) : part)),
  );
}

const be32 = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const le16 = (n: number) => [n & 255, n >>> 8];
const be16 = (n: number) => [n >>> 8, n & 255];
const le32 = (n: number) => be32(n).toReversed();

describe('I4: how large a picture is, before it is decoded', () => {
  it('is read from PNG, GIF, BMP, JPEG and WebP', () => {
    const png = bytes('\u0089PNG\r\n\u001a\n', be32(13), 'IHDR', be32(30_000), be32(20_000));
    expect(readPictureSize(png)).toEqual({ width: 30_000, height: 20_000, contentType: 'image/png' });
    expect(readPictureSize(bytes('GIF89a', le16(640), le16(480)))).toMatchObject({ width: 640, height: 480 });
    const bmp = bytes('BM', le32(0), le32(0), le32(54), le32(40), le32(800), le32(-600 >>> 0));
    expect(readPictureSize(bmp)).toMatchObject({ width: 800, height: 600 });
    const jpeg = bytes(
      [0xff, 0xd8, 0xff, 0xe0],
      be16(4),
      [0, 0],
      [0xff, 0xc2],
      be16(17),
      [8],
      be16(480),
      be16(640),
      [3],
    );
    expect(readPictureSize(jpeg)).toMatchObject({ width: 640, height: 480, contentType: 'image/jpeg' });
    const webp = bytes('RIFF', le32(0), 'WEBPVP8X', le32(10), le32(0), [0x7f, 0x02, 0, 0xdf, 0x01, 0]);
    expect(readPictureSize(webp)).toMatchObject({ width: 640, height: 480 });
  });

  it('is not known of anything else, nor of what ends too early, and never throws', () => {
    expect(readPictureSize(bytes('<svg width="1">'))).toBeNull();
    expect(readPictureSize(bytes('\u0089PNG\r\n\u001a\n', be32(13), 'IHDR'))).toBeNull();
    const starts = ['', 'GIF8', 'BM', '\u00ff\u00d8\u00ff', 'RIFF1234WEBPVP8 '].map((start) => bytes(start));
    assert(
      property(constantFrom(...starts), uint8Array({ maxLength: 200 }), (start, rest) => {
        readPictureSize(Uint8Array.from([...start, ...rest]));
      }),
    );
  });
});
