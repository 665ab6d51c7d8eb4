import { Image } from '@tiptap/extension-image';
import type { PictureShelf } from './picture-shelf.ts';

/**
 * A picture in the text. The document holds `cid:` alone, so what is saved and sent never names another place;
 * the screen shows the bytes that the page itself has. Anything else is dropped when text is read.
 */
export function createPictureNode(pictures: PictureShelf) {
  return Image.extend({
    inline: true,
    group: 'inline',
    parseHTML: () => [{ tag: 'img[src^="cid:"]' }, { tag: 'img[data-src^="cid:"]' }],
    // In the page it stands in `data-src`: as `src` the browser would try to load it.
    addAttributes() {
      return {
        ...this.parent?.(),
        src: {
          parseHTML: (element) => element.getAttribute('data-src') ?? element.getAttribute('src'),
          renderHTML: ({ src }) => ({ 'data-src': String(src) }),
        },
      };
    },
    // The library's rule turns typed `![…](https://…)` into a picture from elsewhere.
    addInputRules: () => [],
    addNodeView() {
      return ({ node }) => ({ dom: showPicture(node.attrs, pictures) });
    },
  }).configure({ inline: true });
}

/** The picture, or its name until the engine has given the picture. */
function showPicture(attributes: Record<string, unknown>, pictures: PictureShelf): HTMLElement {
  const name = typeof attributes['alt'] === 'string' ? attributes['alt'] : 'picture';
  const contentId = contentIdOf(attributes['src']);
  const place = document.createElement('span');
  const show = (url: string | null): void =>
    place.replaceChildren(url === null ? standInFor(name) : imageOf(url, name));
  const url = pictures.urlOf(contentId);
  show(url);
  if (url === null) void pictures.find(contentId).then(show);
  return place;
}

function standInFor(name: string): HTMLElement {
  const stand = document.createElement('span');
  stand.className = 'picture-stand-in';
  stand.textContent = `Picture: ${name}`;
  stand.title = 'It is attached and will be shown here to whoever receives the message.';
  return stand;
}

function imageOf(url: string, name: string): HTMLElement {
  const image = document.createElement('img');
  image.src = url;
  image.alt = name;
  image.draggable = false;
  return image;
}

function contentIdOf(src: unknown): string {
  return typeof src === 'string' ? src.replace(/^cid:/, '') : '';
}
