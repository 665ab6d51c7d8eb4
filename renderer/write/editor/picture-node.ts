import { Image } from '@tiptap/extension-image';

/** Where the page finds the bytes of a picture that the text names by its content id; null when it does not have them. */
export type PictureUrlOf = (contentId: string) => string | null;

/**
 * A picture in the text. The document holds `cid:` alone, so what is saved and sent never names another place;
 * the screen shows the bytes that the page itself has. Anything else is dropped when text is read.
 */
export function createPictureNode(urlOf: PictureUrlOf) {
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
      return ({ node }) => ({ dom: showPicture(node.attrs, urlOf) });
    },
  }).configure({ inline: true });
}

function showPicture(attributes: Record<string, unknown>, urlOf: PictureUrlOf): HTMLElement {
  const name = typeof attributes['alt'] === 'string' ? attributes['alt'] : 'picture';
  const url = urlOf(contentIdOf(attributes['src']));
  if (url === null) {
    const stand = document.createElement('span');
    stand.className = 'picture-stand-in';
    stand.textContent = `Picture: ${name}`;
    stand.title = 'It is attached and will be shown here to whoever receives the message.';
    return stand;
  }
  const image = document.createElement('img');
  image.src = url;
  image.alt = name;
  image.draggable = false;
  return image;
}

function contentIdOf(src: unknown): string {
  return typeof src === 'string' ? src.replace(/^cid:/, '') : '';
}
