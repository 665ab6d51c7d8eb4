import sanitizeHtml, { type Attributes, type IOptions } from 'sanitize-html';
import type { SanitizationChange } from '../../core/ports/metrics.ts';
import type { CleanHtml } from '../../core/ports/outgoing-html.ts';
import { isActiveStyle, mailAttributes, mailStyles, mailTags, silentTags } from './mail-vocabulary.ts';

/** Deeper elements are taken away and their words stay: no mail program shows them apart. */
const MAX_DEPTH = 200;
/** What was taken out may change how the rest is read, so it is read again until nothing changes. Two are usual. */
const MAX_ROUNDS = 6;

/** The library's time grows with the square of the depth, so that what is deeper than anybody writes is read as words. */
const MAX_READ_DEPTH = 10_000;

/** Takes out of an HTML what mail does not need and a mail program must not run. */
export function cleanMailHtml(html: string): CleanHtml {
  if (isDeeperThan(html, MAX_READ_DEPTH)) return { html: wordsOf(html), changes: { other: 1 } };
  const counted = new Map<SanitizationChange, number>();
  const count = (change: SanitizationChange): void => void counted.set(change, (counted.get(change) ?? 0) + 1);
  let before = html;
  let after = sanitizeHtml(before, rules(count));
  for (let round = 1; after !== before && round < MAX_ROUNDS; round += 1) {
    before = after;
    after = sanitizeHtml(before, rules(count));
  }
  return { html: after, changes: Object.fromEntries(counted) };
}

/** Counts tags without reading them: it may say yes where most are closed by the way, and never no to what is deep. */
function isDeeperThan(html: string, limit: number): boolean {
  let depth = 0;
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    if (!unclosed.test(name)) depth += slash === '/' ? -1 : 1;
    if (depth > limit) return true;
    if (depth < 0) depth = 0;
  }
  return false;
}

/** What has no end, or may be written without one. */
const unclosed = /^(br|hr|img|input|meta|link|col|wbr|base|area|param|p|li|d[td]|t[rdh]|thead|tbody|option)$/i;

function wordsOf(html: string): string {
  const words = html.replace(/<[^<>]*>/g, ' ').replace(/\s+/g, ' ');
  return `<p>${words.replace(/</g, '&lt;').replace(/>/g, '&gt;').trim()}</p>`;
}

function rules(count: (change: SanitizationChange) => void): IOptions {
  return {
    allowedTags: [...mailTags],
    nonTextTags: [...silentTags],
    allowedAttributes: Object.fromEntries(Object.entries(mailAttributes).map(([tag, names]) => [tag, [...names]])),
    allowedStyles: { ...mailStyles },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid', 'http', 'https'] },
    allowedSchemesAppliedToAttributes: ['href', 'src', 'cite'],
    allowProtocolRelative: false,
    nestingLimit: MAX_DEPTH,
    onOpenTag(name, attributes) {
      const change = changeOfTag(name, attributes);
      if (change !== null) count(change);
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && attribs['src'] === undefined,
    transformTags: { '*': (name, attributes) => adjust(name, attributes, count) },
  };
}

const changes: Readonly<Record<string, SanitizationChange>> = {
  script: 'script',
  style: 'style',
  ...Object.fromEntries(['iframe', 'frame', 'frameset', 'object', 'embed', 'applet'].map((tag) => [tag, 'frame'])),
  ...Object.fromEntries(['form', 'input', 'button', 'select', 'textarea', 'keygen'].map((tag) => [tag, 'form'])),
  ...Object.fromEntries(['base', 'svg', 'math', 'audio', 'video', 'canvas', 'portal'].map((tag) => [tag, 'other'])),
};

/** Frames of a document, names of spaces and the like go without a word: nothing is missing without them. */
function changeOfTag(name: string, attributes: Attributes): SanitizationChange | null {
  if (name === 'link') return /stylesheet/i.test(attributes['rel'] ?? '') ? 'style' : null;
  if (name === 'meta') return attributes['http-equiv']?.toLowerCase() === 'refresh' ? 'other' : null;
  return Object.hasOwn(changes, name) ? (changes[name] ?? null) : null;
}

/** Counts what goes, and keeps of a document's own frame what it says about looks. */
function adjust(name: string, attributes: Attributes, count: (change: SanitizationChange) => void) {
  const isBody = name === 'body' && (attributes['style'] ?? attributes['bgcolor']) !== undefined;
  const attribs: Attributes = {};
  for (const [attribute, value] of Object.entries(attributes)) {
    if (/^on/i.test(attribute)) count('handler');
    else if (isAddress(attribute) && !isKeptAddress(name, value)) count('link');
    else if (attribute === 'background' || attribute === 'srcset') count('link');
    else if (attribute === 'style') {
      if (isActiveStyle(value)) count('style');
      attribs['style'] = value.replace(/(^|;)\s*[a-z-]+\s*:/gi, (property) => property.toLowerCase());
    } else attribs[attribute] = value;
  }
  if (isBody && attribs['bgcolor'] !== undefined && /^#?\w+$/.test(attribs['bgcolor'])) {
    attribs['style'] = `background-color:${attribs['bgcolor']};${attribs['style'] ?? ''}`;
  }
  return { tagName: isBody || name === 'section' ? 'div' : name, attribs };
}

function isAddress(attribute: string): boolean {
  return ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster'].includes(attribute);
}

/** As a browser would read it: control characters and spaces in a scheme do not count. */
function isKeptAddress(tag: string, value: string): boolean {
  // oxlint-disable-next-line no-control-regex -- those are what hides a scheme
  const plain = value.replace(/[\u0000-\u0020\u007F-\u009F\u00A0\uFEFF]+/g, '').toLowerCase();
  if (tag === 'img') return /^(cid|https?):/.test(plain);
  return tag !== 'a' || /^(https?:|mailto:|tel:|#)/.test(plain);
}
