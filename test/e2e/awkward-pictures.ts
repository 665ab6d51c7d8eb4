import { crc32, deflateSync } from 'node:zlib';

/** A black and white picture of any size, which packs to almost nothing. */
export function makePng(widthPx: number, heightPx: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.writeUInt8(1, 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(widthPx / 8) + 1) * heightPx));
  return Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, sum]);
}

/** A drawing with all that a drawing could do in a page of its own. */
export function makeActingDrawing(home: string): Buffer {
  return Buffer.from(`<?xml version="1.0"?><?xml-stylesheet href="${home}/sheet"?>
<!DOCTYPE svg [<!ENTITY far SYSTEM "${home}/entity">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="400" height="300" onload="canary(1)">
<script>canary(2);fetch("${home}/script")</script><script href="${home}/far-script"/>
<style>@import "${home}/import";rect{fill:url(${home}/fill#x)}</style>
<image href="${home}/image" width="9" height="9"/><use href="${home}/use#x"/>
<foreignObject width="99" height="99"><img xmlns="http://www.w3.org/1999/xhtml" src="${home}/foreign" onerror="canary(3)"/>
<iframe xmlns="http://www.w3.org/1999/xhtml" src="${home}/frame"/></foreignObject>
<a href="javascript:canary(4)"><rect width="400" height="300"/></a><text y="20">Nothing acts</text></svg>`);
}
