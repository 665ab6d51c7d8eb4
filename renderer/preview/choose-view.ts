import type { FileRow } from '../../contract/files.ts';
import type { PreviewView } from './preview-messages.ts';

export interface ChosenView {
  readonly view: PreviewView;
  /** What the frame is told that the bytes are. */
  readonly contentType: string;
}

type NamedFile = Pick<FileRow, 'name' | 'kind' | 'type' | 'contentType'>;

/**
 * How a file is shown: by what its first bytes are, and only where those could be anything by what it is called. What
 * can run when it is opened is never shown but as facts, and so is everything that is not known.
 */
export function chooseView(file: NamedFile, head: Uint8Array): ChosenView {
  const contentType = file.contentType.toLowerCase();
  const as = (view: PreviewView): ChosenView => ({ view, contentType });
  const picture = pictureType(head);
  if (picture !== null) return { view: 'image', contentType: picture };
  if (ascii(head, 0, 1024).includes('%PDF-')) return as('pdf');
  const extension = extensionOf(file.name);
  if (ascii(head, 0, 4) === 'PK\u0003\u0004') return as(extension === 'docx' ? 'word' : 'facts');
  if (!isText(head)) return as('facts');
  if (isDrawing(head, extension, contentType)) return { view: 'image', contentType: 'image/svg+xml' };
  if (extension === 'eml' || contentType === 'message/rfc822' || file.type === 'mail') return as('mail');
  if (file.type === 'program') return as('facts');
  if (extension === 'csv' || extension === 'tsv' || contentType === 'text/csv') return as('table');
  return as('text');
}

interface Signature {
  readonly contentType: string;
  readonly matches: (head: Uint8Array) => boolean;
}

/** Pictures that every Chromium decodes by itself. */
const pictures: readonly Signature[] = [
  { contentType: 'image/png', matches: (head) => ascii(head, 0, 8) === '\u0089PNG\r\n\u001a\n' },
  { contentType: 'image/jpeg', matches: (head) => ascii(head, 0, 3) === '\u00ff\u00d8\u00ff' },
  { contentType: 'image/gif', matches: (head) => /^GIF8[79]a/.test(ascii(head, 0, 6)) },
  { contentType: 'image/bmp', matches: (head) => /^BM[^]{4}\0\0\0\0/.test(ascii(head, 0, 10)) },
  { contentType: 'image/webp', matches: (head) => /^RIFF[^]{4}WEBP/.test(ascii(head, 0, 12)) },
  { contentType: 'image/avif', matches: (head) => /^[^]{4}ftypavi[fs]/.test(ascii(head, 0, 12)) },
];

function pictureType(head: Uint8Array): string | null {
  return pictures.find(({ matches }) => matches(head))?.contentType ?? null;
}

function isDrawing(head: Uint8Array, extension: string, contentType: string): boolean {
  const isCalledOne = extension === 'svg' || contentType === 'image/svg+xml';
  return isCalledOne && /<svg[\s>]/i.test(ascii(head, 0, head.length));
}

const byteOrderMarks = ['\u00ef\u00bb\u00bf', '\u00ff\u00fe', '\u00fe\u00ff'];

/** Without a byte that no text has. UTF-16 has zeros, so it counts by its mark, or by a zero in every other place. */
function isText(head: Uint8Array): boolean {
  if (byteOrderMarks.some((mark) => ascii(head, 0, mark.length) === mark)) return true;
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) return false;
  }
  const [even = 0, odd = 0] = zeros;
  return even + odd === 0 || (Math.min(even, odd) === 0 && even + odd > head.length * 0.3);
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end));
}

function extensionOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
