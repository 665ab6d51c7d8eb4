import createDOMPurify, { type Config } from 'dompurify';
import { cleanDeclarations, cleanSheet } from './clean-css.ts';

/** Addresses of pictures that came with the message, by the name that its text calls them. */
export type Pictures = ReadonlyMap<string, string>;

export interface CleanHtml {
  readonly fragment: DocumentFragment;
  /** What its body said of itself, as declarations: colours above all. */
  readonly bodyStyle: string;
  /** Pictures that lie elsewhere. Nobody is asked for them. */
  readonly remotePictures: number;
  /** Pictures that should have come with the message and are not here. */
  readonly missingPictures: number;
  /** It says which colours it has, so it is read on white; all else is read in the colours of the window. */
  readonly hasOwnColours: boolean;
}

const tags = `#text a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd
  del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav
  ol p pre q s samp section small span strike strong style sub summary sup table tbody td tfoot th thead time tr tt u
  ul var wbr`;
const attributes = `align alt bgcolor border cellpadding cellspacing class color colspan dir face height href hspace
  lang nowrap open reversed rowspan size span src start style title type valign vspace width`;

/** Text, tables, pictures and how they look: no forms, media, frames or drawings, and no names that a script could meet. */
const config = {
  ALLOWED_TAGS: tags.split(/\s+/),
  ALLOWED_ATTR: attributes.split(/\s+/),
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  FORCE_BODY: true,
  RETURN_DOM_FRAGMENT: true,
} satisfies Config;

const ownPicture = /^data:image\/(png|jpe?g|gif|webp|bmp|avif);base64,/i;

/** Hooks are of the instance, so each call has its own: two at once do not meet. */
export function sanitizeHtml(html: string, pictures: Pictures): CleanHtml {
  const purify = createDOMPurify(window);
  let bodyStyle = '';
  let remotePictures = 0;
  let missingPictures = 0;
  let hasOwnColours = false;

  function settlePicture(image: Element, address: string): void {
    image.removeAttribute('src');
    const contentId = /^cid:(.*)$/is.exec(address)?.[1];
    const here = contentId === undefined ? undefined : pictures.get(decode(contentId));
    if (here !== undefined) image.setAttribute('src', here);
    else if (ownPicture.test(address)) image.setAttribute('src', address);
    else if (contentId !== undefined) missingPictures += 1;
    else remotePictures += 1;
  }

  // Before attributes are judged: styles lose all that could load something.
  purify.addHook('beforeSanitizeAttributes', (node: unknown) => {
    // A fragment comes by here too.
    if (!(node instanceof Element)) return;
    if (node.hasAttribute('background')) remotePictures += 1;
    if (node.localName === 'style') node.textContent = cleanSheet(node.textContent);
    const style = node.getAttribute('style');
    if (style !== null) node.setAttribute('style', cleanDeclarations(style));
    hasOwnColours ||= node.localName === 'style' || /colou?r|background/i.test(style ?? '');
    hasOwnColours ||= node.hasAttribute('bgcolor') || node.hasAttribute('color');
    if (node.localName === 'body') bodyStyle = styleOfBody(node);
  });
  // After: addresses leave the element, for nothing here may have one.
  purify.addHook('afterSanitizeAttributes', (node: unknown) => {
    if (!(node instanceof Element)) return;
    const address = node.getAttribute('src')?.trim();
    node.removeAttribute('src');
    if (node.localName === 'img' && address !== undefined) settlePicture(node, address);
    const href = node.getAttribute('href');
    if (href !== null) settleLink(node, href);
  });
  // Null for markup without a body, such as a frameset.
  const fragment: DocumentFragment | null = purify.sanitize(html, config);
  return { fragment: fragment ?? new DocumentFragment(), bodyStyle, remotePictures, missingPictures, hasOwnColours };
}

function styleOfBody(body: Element): string {
  const background = `background-color:${body.getAttribute('bgcolor') ?? ''};`;
  const text = `color:${body.getAttribute('text') ?? ''};`;
  return cleanDeclarations(`${background}${text}${body.getAttribute('style') ?? ''}`);
}

/** A link keeps where it leads as a note for the window; the browser itself knows of none. */
function settleLink(node: Element, href: string): void {
  node.removeAttribute('href');
  if (node.localName !== 'a' || !URL.canParse(href)) return;
  const url = new URL(href);
  if (!['https:', 'http:', 'mailto:'].includes(url.protocol)) return;
  const leadsTo = url.protocol === 'mailto:' ? url.pathname : url.host;
  node.setAttribute('data-href', url.href);
  node.setAttribute('data-leads-to', leadsTo);
  node.setAttribute('title', leadsTo);
  node.setAttribute('role', 'link');
  node.setAttribute('tabindex', '0');
}

function decode(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch {
    return contentId;
  }
}
