// The window's side of previews, built into a page of its own. Bytes come as base64: what Playwright hands over is JSON.
import { openPreviewFrame } from '../../renderer/preview/open-preview-frame.ts';

let opened = [];

/** Opens all at once, in place of those that are open. */
function open(orders, theme) {
  for (const { preview } of opened) preview.close();
  opened = orders.map((sent) => openOne(readOrder(sent), theme));
}

function openOne(order, theme) {
  const seen = { shown: 0, failed: [], links: [], keys: [], heights: [] };
  const events = {
    onShown: () => (seen.shown += 1),
    onFailed: (why) => seen.failed.push(why),
    onLink: (href) => seen.links.push(href),
    onKey: (key) => seen.keys.push(key),
    onHeight: (heightPx) => seen.heights.push(heightPx),
  };
  const place = document.querySelector('main');
  const preview = openPreviewFrame(place, { order, theme, title: 'Preview', events });
  return { seen, preview };
}

function readOrder(sent) {
  if (sent.kind === 'file') return { ...sent, bytes: readBytes(sent.bytes) };
  return { ...sent, pictures: sent.pictures.map((picture) => ({ ...picture, bytes: readBytes(picture.bytes) })) };
}

const readBytes = (base64) => Uint8Array.fromBase64(base64).buffer;

/** Where each lies, once all have this height and can be seen at the same time. */
function places(heightPx) {
  return opened.map(({ preview: { element } }) => {
    Object.assign(element.style, { width: '230px', height: `${heightPx}px` });
    const { x, y } = element.getBoundingClientRect();
    return [x, y];
  });
}

window.previews = { open, places, seen: () => opened.map(({ seen }) => structuredClone(seen)) };
