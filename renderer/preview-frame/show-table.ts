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
  const columnCount = Math.max(heads.length, ...rows.slice(0, 100).map((row) => row.length));
  if (data.length === 0 || columnCount < 2) return showText(bytes, into);
  const notes = [];
  if (data.length > MOST_ROWS || meta.truncated || bytes.byteLength > MOST_BYTES) {
    notes.push(`The first ${MOST_ROWS.toLocaleString('en-GB')} rows are shown. Save the file to see the rest.`);
    rows.splice(MOST_ROWS - 1);
  }
  if (columnCount > MOST_COLUMNS) notes.push(`The first ${MOST_COLUMNS} of ${columnCount} columns are shown.`);
  if (notes.length > 0) into.append(makeNote(notes.join(' ')));
  const shown = Math.min(columnCount, MOST_COLUMNS);
  const sample = rows.slice(0, 200);
  const columns = Array.from({ length: shown }, (_, at) =>
    describeColumn(
      heads[at] ?? '',
      sample.map((row) => row[at] ?? ''),
    ),
  );
  const makeCells = (tag: 'th' | 'td', row: readonly string[]): HTMLElement[] =>
    columns.map(({ className }, at) => {
      const value = (row[at] ?? '').slice(0, MOST_CHARACTERS_A_CELL);
      return makeElement(tag, { title: value, className }, value);
    });
  into.className = 'fill';
  showWindowedRows(into, {
    widths: columns.map(({ width }) => width),
    heads: makeCells('th', heads),
    rowCount: rows.length,
    renderRow: (at) => makeCells('td', rows[at] ?? []),
  });
}

const number = /^\s*[-+]?[\d.,' ]*\d\s*%?\s*$/;

/** As wide as its longest value, and set as numbers are where all are numbers. */
function describeColumn(head: string, values: readonly string[]): { width: number; className: string } {
  const filled = values.filter((value) => value.trim() !== '');
  const isNumbers = filled.length > 0 && filled.every((value) => value.length < 40 && number.test(value));
  const longest = Math.max(head.length, ...values.map(({ length }) => length));
  return { width: Math.min(Math.max(longest, SHORTEST_COLUMN), WIDEST_COLUMN), className: isNumbers ? 'number' : '' };
}
