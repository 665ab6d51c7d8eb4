import mammoth from 'mammoth';
import { CannotShow, type Tell } from './connect-frame.ts';
import { makeNote } from './make-element.ts';
import { showHtml } from './show-html.ts';
import { unpackedBytes } from './unpacked-bytes.ts';

const MOST_UNPACKED_BYTES = 200_000_000;

/** The words, lists, tables and pictures of a document. How its pages look is not what a preview shows. */
export async function showWord(bytes: ArrayBuffer, into: HTMLElement, tell: Tell): Promise<void> {
  if (unpackedBytes(bytes) > MOST_UNPACKED_BYTES) throw new CannotShow('tooLarge');
  const { value } = await mammoth.convertToHtml({ arrayBuffer: bytes }, { externalFileAccess: false });
  into.className = 'word';
  into.append(makeNote('The text of the document. Its pages may look different in a word processor.'));
  showHtml(value, new Map(), into, tell);
}
