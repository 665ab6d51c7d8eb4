import type { BodyOrder } from '../preview/preview-messages.ts';
import type { Tell } from './connect-frame.ts';
import letterCss from './letter.css?inline';
import { makeElement, makeNote } from './make-element.ts';
import { type CleanHtml, type Pictures, sanitizeHtml } from './sanitize-html.ts';

/**
 * What acts beside the policy of the page: hints make connections, and for a frame that the policy refuses the browser
 * makes one before it refuses. The sanitizer lets none of them through; this stands for itself.
 */
const callers = 'link, meta, base, iframe, frame, fencedframe, portal, object, embed';

/**
 * Markup of strangers, sanitized, in a shadow tree whose styles reach nothing outside of it. Nothing touches it after
 * the sanitizer. Links carry no address: pressing one asks the window.
 */
export function showHtml(html: string, pictures: Pictures, into: HTMLElement, tell: Tell): void {
  const clean = sanitizeHtml(html, pictures);
  for (const caller of clean.fragment.querySelectorAll(callers)) caller.remove();
  const words = describePictures(clean);
  if (words !== null) into.append(makeNote(words));

  const letter = makeElement('div', { className: clean.hasOwnColours ? 'letter on-white' : 'letter' });
  const root = letter.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(letterCss);
  root.adoptedStyleSheets = [sheet];
  const follow = (event: MouseEvent | KeyboardEvent): void => followLink(event, root, tell);
  for (const type of ['click', 'auxclick', 'keydown'] as const) root.addEventListener(type, follow as EventListener);
  const text = makeElement('div', { className: 'letter-text' }, clean.fragment);
  text.setAttribute('style', clean.bodyStyle);
  root.append(text);
  into.append(letter);
}

export function readPictures(pictures: BodyOrder['pictures']): Pictures {
  return new Map(
    pictures
      .filter(({ contentType }) => contentType.toLowerCase().startsWith('image/'))
      .map(({ contentId, contentType, bytes }) => [
        contentId,
        URL.createObjectURL(new Blob([bytes], { type: contentType })),
      ]),
  );
}

/** Nothing that is pressed acts by itself; a link tells the window where it would lead. */
function followLink(event: MouseEvent | KeyboardEvent, root: ShadowRoot, tell: Tell): void {
  const isKey = event instanceof KeyboardEvent;
  if (isKey && event.key !== 'Enter') return;
  const target = event.composedPath().find((part) => part instanceof Element);
  if (target === undefined || !root.contains(target)) return;
  if (target.closest('summary') === null) event.preventDefault();
  const href = target.closest<HTMLElement>('[data-href]')?.dataset['href'];
  if (href !== undefined && (isKey || event.button < 2)) tell({ kind: 'link', href });
}

function describePictures({ remotePictures, missingPictures }: CleanHtml): string | null {
  const parts = [
    remotePictures === 0
      ? null
      : `${count(remotePictures, 'remote picture')} not loaded, so that nobody learns you read this.`,
    missingPictures === 0 ? null : `${count(missingPictures, 'picture of the message')} not here.`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

function count(many: number, thing: string): string {
  return many === 1 ? `1 ${thing} was` : `${many.toLocaleString('en-GB')} ${thing.replace('picture', 'pictures')} were`;
}
