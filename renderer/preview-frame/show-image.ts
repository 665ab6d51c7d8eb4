import type { FileOrder } from '../preview/preview-messages.ts';
import { CannotShow } from './connect-frame.ts';
import { makeElement } from './make-element.ts';

/** Four bytes each once they are decoded. */
const MOST_PIXELS = 100_000_000;
const ZOOMED = 'zoomed';

/**
 * A picture, also a drawing: an <img> never runs what is in it and loads nothing more. Its size is known before it is
 * decoded, because nothing is decoded until it is painted.
 */
export async function showImage({ bytes, contentType, name }: FileOrder, into: HTMLElement): Promise<void> {
  const image = new Image();
  image.alt = name;
  image.src = URL.createObjectURL(new Blob([bytes], { type: contentType }));
  await loaded(image);
  const { naturalWidth: width, naturalHeight: height } = image;
  if (width * height > MOST_PIXELS) throw new CannotShow('tooLarge');
  const frame = makeElement('button', { className: 'picture', title: 'Actual size' }, image);
  frame.addEventListener('click', () => {
    frame.title = frame.classList.toggle(ZOOMED) ? 'Fit into the window' : 'Actual size';
  });
  const size = width === 0 ? 'Drawing' : `${format(width)} × ${format(height)} pixels`;
  into.className = 'stage';
  into.append(frame, makeElement('p', { className: 'caption' }, size));
}

async function loaded(image: HTMLImageElement): Promise<void> {
  await new Promise((resolve, reject) => {
    image.addEventListener('load', resolve, { once: true });
    image.addEventListener('error', () => reject(new CannotShow('damaged')), { once: true });
  });
}

function format(count: number): string {
  return count.toLocaleString('en-GB');
}
