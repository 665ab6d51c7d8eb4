import { downloadZip } from 'client-zip';
import { describe, expect, it } from 'vitest';
import { tableReader } from '../../../main/adapters/tables/read-table.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string | Uint8Array, name = 'people.csv') =>
  tableReader.read(name, typeof text === 'string' ? utf8(text) : text);

const people = {
  columns: ['name', 'email'],
  rows: [
    { row: 2, values: ['Ada, first', 'a@example.com'] },
    { row: 3, values: ['Ben', 'b@example.com'] },
  ],
};

describe('C19: a table as it comes out of other programs', () => {
  it.each([
    ['commas and quotes', 'name,email\n"Ada, first",a@example.com\nBen,b@example.com\n'],
    ['semicolons and carriage returns', 'name;email\r\nAda, first;a@example.com\r\nBen;b@example.com\r\n'],
    ['tabs, and no end of the last line', 'name\temail\nAda, first\ta@example.com\nBen\tb@example.com'],
    ['a byte order mark', '\uFEFFname;email\nAda, first;a@example.com\nBen;b@example.com\n'],
    ['what Excel says of it', 'sep=;\r\nname;email\r\nAda, first;a@example.com\r\nBen;b@example.com\r\n'],
    ['spaces around names and cells', ' name ; email \n Ada, first ; a@example.com\nBen;b@example.com\n'],
  ])('reads %s', async (_, text) => {
    expect(await read(text)).toEqual(people);
  });

  it('reads UTF-16, as some programs export it', async () => {
    const bytes = Buffer.from('\uFEFFname\temail\r\nAda, first\ta@example.com\r\nBen\tb@example.com\r\n', 'utf16le');
    expect(await read(bytes)).toEqual(people);
  });

  it('counts rows as a spreadsheet does, empty ones in between too', async () => {
    const { rows } = await read('name,email\n\nAda,a@example.com\n,\n"two\nlines",b@example.com\n');
    expect(rows.map(({ row }) => row)).toEqual([3, 5]);
  });

  it('reads the first sheet of an XLSX, with numbers and days as they are read', async () => {
    expect(await read(await xlsx(), 'people.xlsx')).toEqual({
      columns: ['name', 'amount'],
      rows: [{ row: 2, values: ['Ada', '12.5'] }],
    });
  });

  it.each([
    ['nothing', ''],
    ['names alone', 'name,email\n'],
    ['two columns of one name', 'email,email\na@example.com,b@example.com\n'],
    ['a quote that is never closed', 'name,email\n"Ada,a@example.com\n'],
    ['bytes that are no text', Uint8Array.of(110, 10, 0xff, 0xfe, 0xfd)],
    ['an archive that is no table', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)],
    ['more rows than are taken', `email\n${'a@example.com\n'.repeat(5_001)}`],
  ])('refuses %s in words', async (_, given) => {
    await expect(read(given)).rejects.toMatchObject({ structured: { error_code: 'validation_error', field: 'table' } });
  });
});

async function xlsx(): Promise<Uint8Array> {
  const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
    <row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="inlineStr"><is><t>amount</t></is></c></row>
    <row r="2"><c r="A2" t="inlineStr"><is><t>Ada</t></is></c><c r="B2"><v>12.5</v></c></row>
  </sheetData></worksheet>`;
  const book = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
    <sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet';
  const links = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
    <Relationship Id="rId1" Type="${type}" Target="worksheets/sheet1.xml"/></Relationships>`;
  const zip = downloadZip([
    { name: 'xl/workbook.xml', input: book },
    { name: 'xl/_rels/workbook.xml.rels', input: links },
    { name: 'xl/worksheets/sheet1.xml', input: sheet },
  ]);
  return new Uint8Array(await zip.arrayBuffer());
}
