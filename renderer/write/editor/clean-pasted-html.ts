import { rebuildOfficeLists } from './rebuild-office-lists.ts';
import { rebuildWebLists } from './rebuild-web-lists.ts';
import { stylesToTags } from './styles-to-tags.ts';
import { toReadable } from './without-styles.ts';

export interface CleanedHtml {
  readonly html: string;
  /** Pictures that came inside the text itself; the text names each by the content id given here. */
  readonly pictures: readonly { readonly contentId: string; readonly file: File }[];
  /** How many pictures would have had to be fetched from elsewhere. They were not. */
  readonly remote: number;
  /** How many stand in a file of another program, which no page may read. */
  readonly local: number;
}

/**
 * Makes pasted text fit to be read: pictures inside it become files of the message, pictures elsewhere become a note,
 * the lists of office programs become lists, and what only styles say becomes tags. A parsed document is inert: nothing
 * in it loads or runs.
 */
export function cleanPastedHtml(html: string, newContentId: () => string): CleanedHtml {
  const parsed = parsePasted(html);
  const taken = takePictures(parsed, newContentId);
  rebuildOfficeLists(parsed);
  rebuildWebLists(parsed);
  stylesToTags(parsed);
  return { html: parsed.body.innerHTML, ...taken };
}

/** A sheet or a document brings its own picture along; its text is what was meant. */
export function hasWords(html: string): boolean {
  return (parsePasted(html).body.textContent ?? '').trim() !== '';
}

function parsePasted(html: string): Document {
  return new DOMParser().parseFromString(toReadable(html), 'text/html');
}

function takePictures(parsed: Document, newContentId: () => string): Omit<CleanedHtml, 'html'> {
  for (const other of parsed.querySelectorAll('source, video, audio, svg, iframe, object, embed')) other.remove();
  const pictures: { contentId: string; file: File }[] = [];
  let remote = 0;
  let local = 0;
  for (const image of parsed.querySelectorAll('img')) {
    const source = image.getAttribute('src') ?? '';
    if (source.startsWith('cid:')) continue;
    const file = fileOfDataUrl(source, image.alt, pictures.length + 1);
    if (file === null) {
      if (/^file:/i.test(source)) local += 1;
      else remote += 1;
      image.replaceWith(parsed.createTextNode(noteFor(source)));
      continue;
    }
    const contentId = newContentId();
    pictures.push({ contentId, file });
    image.removeAttribute('srcset');
    image.setAttribute('src', `cid:${contentId}`);
    image.setAttribute('alt', file.name);
  }
  return { pictures, remote, local };
}

function noteFor(source: string): string {
  const host = URL.canParse(source) ? new URL(source).hostname : '';
  return host === '' ? '[picture not copied]' : `[picture not copied from ${host}]`;
}

function fileOfDataUrl(source: string, alt: string, index: number): File | null {
  const match = /^data:image\/(png|jpeg|gif|webp|bmp);base64,([\sA-Za-z0-9+/=]+)$/.exec(source);
  if (match === null) return null;
  const [, type = '', base64 = ''] = match;
  try {
    const bytes = Uint8Array.from(atob(base64.replace(/\s/g, '')), (character) => character.charCodeAt(0));
    const name = /\.[a-z]{3,4}$/i.test(alt) ? alt : `picture-${String(index)}.${type === 'jpeg' ? 'jpg' : type}`;
    return new File([bytes], name, { type: `image/${type}` });
  } catch {
    return null;
  }
}
