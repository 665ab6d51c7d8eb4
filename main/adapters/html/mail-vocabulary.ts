/** Elements that mail programs show (docs/specs/outgoing-html.md). Any other is taken away, and its words stay. */
export const mailTags: readonly string[] = wordsOf(`
  a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn
  dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol
  p pre q s samp small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var
  wbr
`);

/** Elements whose content is no text of the message. */
export const silentTags: readonly string[] = wordsOf(`
  script style title template noscript noframes noembed iframe xmp xml svg math object applet audio video
  canvas map select option datalist textarea
`);

const everywhere = ['style', 'dir', 'lang', 'title', 'align', 'role', 'aria-label', 'aria-hidden'];
const cell = ['colspan', 'rowspan', 'width', 'height', 'valign', 'bgcolor', 'nowrap', 'scope', 'abbr'];

export const mailAttributes: Readonly<Record<string, readonly string[]>> = {
  '*': everywhere,
  a: ['href', 'name', 'id'],
  img: ['src', 'alt', 'width', 'height', 'border', 'hspace', 'vspace'],
  table: ['width', 'height', 'border', 'cellpadding', 'cellspacing', 'bgcolor', 'bordercolor', 'summary'],
  tr: ['valign', 'bgcolor', 'height'],
  td: cell,
  th: cell,
  col: ['span', 'width'],
  colgroup: ['span', 'width'],
  ol: ['start', 'type', 'reversed'],
  ul: ['type'],
  li: ['value', 'type'],
  font: ['color', 'face', 'size'],
  hr: ['width', 'size', 'color', 'noshade'],
  br: ['clear'],
  time: ['datetime'],
  blockquote: ['cite', 'type'],
};

/** Style properties that mail programs understand. */
const mailProperties: readonly string[] = wordsOf(`
  color background background-color opacity direction unicode-bidi visibility font font-family font-size
  font-style font-variant font-weight line-height letter-spacing word-spacing white-space word-break word-wrap
  overflow-wrap tab-size text-align text-decoration text-decoration-line text-decoration-color
  text-decoration-style text-indent text-transform vertical-align list-style list-style-type
  list-style-position width min-width max-width height min-height max-height display float clear overflow
  margin margin-top margin-right margin-bottom margin-left padding padding-top padding-right padding-bottom
  padding-left border-collapse border-spacing border-radius empty-cells table-layout caption-side
`);
const borderProperties = ['', '-top', '-right', '-bottom', '-left'].flatMap((side) =>
  ['', '-color', '-style', '-width'].map((part) => `border${side}${part}`),
);

/** Nothing that fetches or computes, and no escape that could hide it. */
const plainValue = /^(?![\s\S]*(?:url|image|image-set|expression|attr|var|env|element)\s*\()[^<>\\@{}]*$/i;

export const mailStyles: Readonly<Record<string, Record<string, RegExp[]>>> = {
  '*': Object.fromEntries([...mailProperties, ...borderProperties].map((property) => [property, [plainValue]])),
};

/** Whether a style would have fetched or run something; what is merely unknown goes without a word. */
export function isActiveStyle(style: string): boolean {
  return /url\s*\(|image-set\s*\(|expression\s*\(|behaviou?r\s*:|-moz-binding|@import|javascript:|\\/i.test(style);
}

function wordsOf(list: string): readonly string[] {
  return list.trim().split(/\s+/);
}
