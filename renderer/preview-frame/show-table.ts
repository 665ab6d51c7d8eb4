import Papa from 'papaparse';
import { decodeText } from './decode-text.ts';
import { makeElement, makeNote } from './make-element.ts';
import { showText } from './show-text.ts';
import { showWindowedRows } from './windowed-rows.ts';

const MOST_BYTES = 16_000_000;
const MOST_ROWS = 10_000;
const MOST_COLUMNS = 200;
const MOST_CHARACTERS_A_CELL = 300;
const SHORTEST_COLUMN = 6;
const WIDEST_COLUMN = 40;

/** Values between commas, semicolons or tabs as a table; as text where they make none. */
export async function showTable(bytes: ArrayBuffer, into: HTMLElement): Promise<void> {
  const { text } = decodeText(new Uint8Array(bytes, 0, Math.min(bytes.byteLength, MOST_BYTES)));
  const { data, meta } = Papa.parse<string[]>(text, { preview: MOST_ROWS + 1, skipEmptyLines: 'greedy' });
  const [heads = [], ...rows] = data;
  const columns = Math.max(heads.length, ...rows.slice(0, 100).map((row) => row.length));
  if (data.length === 0 || columns < 2) return showText(bytes, into);
  const notes = [];
  if (data.length > MOST_ROWS || meta.truncated || bytes.byteLength > MOST_BYTES) {
    notes.push(`The first ${MOST_ROWS.toLocaleString('en-GB')} rows are shown. Save the file to see the rest.`);
    rows.splice(MOST_ROWS - 1);
  }
  if (columns > MOST_COLUMNS) notes.push(`The first ${MOST_COLUMNS} of ${columns} columns are shown.`);
  if (notes.length > 0) into.append(makeNote(notes.join(' ')));
  const shown = Math.min(columns, MOST_COLUMNS);
  const widths = Array.from({ length: shown }, (_, at) => widthOf(at, [heads, ...rows.slice(0, 200)]));
  into.className = 'fill';
  showWindowedRows(into, {
    widths,
    heads: cellsOf(heads, shown).map((cell) => makeElement('th', { title: cell }, cell)),
    rowCount: rows.length,
    renderRow: (at) => cellsOf(rows[at] ?? [], shown).map(makeCell),
  });
}

function makeCell(text: string): HTMLElement {
  const isNumber = /^\s*[-+]?[\d.,'\s]*\d\s*%?\s*$/.test(text);
  return makeElement('td', { title: text, className: isNumber ? 'number' : '' }, text);
}

function cellsOf(row: readonly string[], columns: number): string[] {
  return Array.from({ length: columns }, (_, at) => (row[at] ?? '').slice(0, MOST_CHARACTERS_A_CELL));
}

/** In characters, by its longest value. */
function widthOf(column: number, rows: readonly (readonly string[])[]): number {
  const longest = Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return Math.min(Math.max(longest, SHORTEST_COLUMN), WIDEST_COLUMN);
}
