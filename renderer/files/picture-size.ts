export interface PictureSize {
  readonly width: number;
  readonly height: number;
  readonly contentType: string;
}

/**
 * How many pixels a picture says that it has, read from its first bytes, before anything is decoded: a small file can
 * hold a picture that fills the memory. Null for everything but PNG, JPEG, GIF, WebP and BMP.
 */
export function readPictureSize(head: Uint8Array): PictureSize | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const has = (signature: string, at = 0): boolean =>
    head.length >= at + signature.length &&
    head.subarray(at, at + signature.length).every((byte, index) => byte === signature.charCodeAt(index));
  try {
    if (has('\u0089PNG\r\n\u001a\n') && has('IHDR', 12)) {
      return { width: view.getUint32(16), height: view.getUint32(20), contentType: 'image/png' };
    }
    if (has('GIF8')) {
      return { width: view.getUint16(6, true), height: view.getUint16(8, true), contentType: 'image/gif' };
    }
    if (has('BM')) {
      const height = Math.abs(view.getInt32(22, true));
      return { width: view.getInt32(18, true), height, contentType: 'image/bmp' };
    }
    if (has('\u00ff\u00d8\u00ff')) return readJpeg(view);
    if (has('RIFF') && has('WEBP', 8)) return readWebp(view, has);
  } catch {
    // It ends before it says.
  }
  return null;
}

/** From one marker to the next, until the frame that names the size. */
function readJpeg(view: DataView): PictureSize | null {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), contentType: 'image/jpeg' };
    // A filling byte, or a marker without a length.
    const isBare = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);
    at += marker === 0xff ? 1 : isBare ? 2 : 2 + view.getUint16(at + 2);
  }
  return null;
}

function readWebp(view: DataView, has: (signature: string, at: number) => boolean): PictureSize | null {
  const contentType = 'image/webp';
  const read24 = (at: number): number =>
    view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16);
  if (has('VP8X', 12)) return { width: read24(24) + 1, height: read24(27) + 1, contentType };
  if (has('VP8L', 12)) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, contentType };
  }
  if (has('VP8 ', 12)) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, contentType };
  }
  return null;
}
