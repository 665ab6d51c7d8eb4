import { decodeText } from './decode-text.ts';
import { makeElement, makeNote } from './make-element.ts';

const MOST_BYTES = 8_000_000;
const MOST_LINES = 20_000;
const MOST_CHARACTERS_A_LINE = 5000;
/** Lines in one block, which costs nothing while it is out of sight. */
const BLOCK_LINES = 200;

/** Text as it is, but for what would keep a window busy: very many lines, and very long ones. */
export async function showText(bytes: ArrayBuffer, into: HTMLElement): Promise<void> {
  const shown = new Uint8Array(bytes, 0, Math.min(bytes.byteLength, MOST_BYTES));
  const { text, encoding } = decodeText(shown);
  const { lines, notes } = cutText(text, bytes.byteLength > MOST_BYTES);
  if (encoding !== 'utf-8') notes.push(`Read as ${encoding}.`);
  const blocks: HTMLElement[] = [];
  for (let at = 0; at < lines.length; at += BLOCK_LINES) {
    const block = makeElement('span', { className: 'text-block' }, `${lines.slice(at, at + BLOCK_LINES).join('\n')}\n`);
    blocks.push(block);
  }
  if (notes.length > 0) into.append(makeNote(notes.join(' ')));
  into.append(makeElement('pre', { className: 'text', tabIndex: 0 }, ...blocks));
}

export function cutText(text: string, hasMore: boolean): { lines: string[]; notes: string[] } {
  const all = text.split(/\r\n|\r|\n/, MOST_LINES + 1);
  const notes: string[] = [];
  if (all.length > MOST_LINES || hasMore) {
    const count = Math.min(all.length, MOST_LINES).toLocaleString('en-GB');
    notes.push(`Only the beginning is shown, ${count} lines. Save the file to see the rest.`);
  }
  let cutLines = 0;
  const lines = all.slice(0, MOST_LINES).map((line) => {
    if (line.length <= MOST_CHARACTERS_A_LINE) return line;
    cutLines += 1;
    const rest = (line.length - MOST_CHARACTERS_A_LINE).toLocaleString('en-GB');
    return `${line.slice(0, MOST_CHARACTERS_A_LINE)} … ${rest} more characters`;
  });
  if (cutLines > 0) notes.push(`Very long lines are cut.`);
  return { lines, notes };
}
