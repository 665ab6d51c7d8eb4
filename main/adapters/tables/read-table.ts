import { Buffer } from 'node:buffer';
import Papa from 'papaparse';
import { readSheet } from 'read-excel-file/node';
import { MAX_MERGE_ROWS } from '../../../contract/merge.ts';
import type { Table, TableReader } from '../../core/merge/merge-table.ts';
import { MailroomError } from '../../core/mailroom-error.ts';

/** CSV with a comma, a semicolon or a tab between its cells, in UTF-8, UTF-16 or what Excel writes; and XLSX, its first sheet. */
export const tableReader: TableReader = {
  async read(name, bytes) {
    return toTable(isZip(bytes) ? await readXlsx(bytes) : readCsv(decode(name, bytes)));
  },
};

/** XLSX is a ZIP archive, whatever it is called. */
function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

async function readXlsx(bytes: Uint8Array): Promise<string[][]> {
  try {
    const rows = await readSheet(Buffer.from(bytes), { trim: false });
    return rows.map((row) => row.map(cellText));
  } catch (error) {
    throw unreadable('This file is no XLSX table that can be read.', error);
  }
}

/** A date as its day where it has no time, as somebody reads it in a letter; the rest as the sheet has it. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/T00:00:00\.000Z$/, '')
      .replace('T', ' ')
      .replace(/\.000Z$/, '');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function decode(name: string, bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw unreadable(`“${name}” is not written in UTF-8.`, error);
  }
}

function readCsv(text: string): string[][] {
  // Excel says by a line of its own what it put between the cells.
  const said = /^sep=(.)\r?\n/i.exec(text);
  const delimiter = said?.[1] ?? delimiterOf(text);
  const { data, errors } = Papa.parse<string[]>(said === null ? text : text.slice(said[0].length), { delimiter });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken === undefined) return data;
  throw unreadable(`A quote is not closed near row ${String((broken.row ?? 0) + 1)}.`, broken);
}

/** What divides the names of the columns into the most: cells may hold commas, names hardly ever do. */
function delimiterOf(text: string): string {
  const found = [',', ';', '\t'].map((delimiter) => {
    const [names = []] = Papa.parse<string[]>(text, { delimiter, preview: 1 }).data;
    return { delimiter, columns: names.length };
  });
  return found.toSorted((a, b) => b.columns - a.columns)[0]?.delimiter ?? ',';
}

function toTable(cells: readonly (readonly string[])[]): Table {
  const [names = [], ...rows] = cells;
  const columns = names
    .map((name) => name.replace(/\s+/g, ' ').trim())
    .map((name, index) => name || `Column ${String(index + 1)}`);
  const twice = columns.find((name, index) => columns.indexOf(name) < index);
  if (columns.length === 0) throw unreadable('The table is empty.', null);
  if (twice !== undefined) throw unreadable(`Two columns are called “${twice.slice(0, 60)}”.`, null);
  if (columns.some((name) => name.length > 200))
    throw unreadable('The name of a column is longer than 200 characters.', null);
  const filled = rows
    .map((row, index) => ({ row: index + 2, values: columns.map((_, cell) => (row[cell] ?? '').trim()) }))
    .filter(({ values }) => values.some((value) => value !== ''));
  if (filled.length === 0) throw unreadable('The table has names of columns and no row below them.', null);
  if (filled.length > MAX_MERGE_ROWS)
    throw unreadable(`The table has ${String(filled.length)} rows; at most ${String(MAX_MERGE_ROWS)} are taken.`, null);
  return { columns, rows: filled };
}

function unreadable(message: string, cause: unknown): MailroomError {
  return new MailroomError('validation_error', {
    message: `${message} Nothing was made.`,
    remediation: 'Save it as XLSX or as “CSV UTF-8” and try again.',
    field: 'table',
    cause,
  });
}
