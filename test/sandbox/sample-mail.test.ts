import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { pictureFile } from '../../main/sandbox/samples/sample-files.ts';
import { writeDocx } from '../../main/sandbox/samples/write-docx.ts';
import { writePdf } from '../../main/sandbox/samples/write-pdf.ts';
import { startTenant } from './sandbox-client.ts';

test('the sample mailboxes show three weeks of mail with files of many kinds, and all of it says that it is a sample', async () => {
  const tenant = await startTenant();
  const roles = ['sender', 'finance', 'legal', 'design', 'archive'];
  const all = (await Promise.all(roles.map((role) => tenant.received(`${role}@sandbox.example`)))).flat();
  expect(all.length).toBeGreaterThan(27);
  expect(all.filter(({ subject }) => subject?.startsWith('Sandbox sample: ') !== true)).toEqual([]);
  const arrivals = all.map(({ receivedAt }) => Date.parse(receivedAt ?? ''));
  const dayMs = 86_400_000;
  const nowMs = Date.UTC(2026, 0, 15, 12);
  expect([Math.min(...arrivals) < nowMs - 20 * dayMs, Math.max(...arrivals) < nowMs]).toEqual([true, true]);
  const files = all.flatMap(({ attachments }) => attachments);
  const types = ['pdf', 'png', 'csv', 'docx', 'svg', 'txt', 'e57'];
  expect(types.filter((type) => !files.some(({ name }) => name.endsWith(`.${type}`)))).toEqual([]);
  expect(new Set(files.map(({ kind }) => kind))).toEqual(new Set(['file', 'item', 'reference']));
  const hashes = Map.groupBy(files, ({ sha256 }) => sha256);
  expect([...hashes.values()].filter((same) => same.length >= 3).length).toBeGreaterThan(0);
});

test('a picture is a PNG whose parts are whole', () => {
  const png = Buffer.from(pictureFile('a.png', 7).contentBytes ?? '', 'base64');
  const parts = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const end = at + 8 + png.readUInt32BE(at);
    expect(png.readUInt32BE(end)).toBe(crc32(png.subarray(at + 4, end)));
    parts.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, end));
    at = end + 4;
  }
  expect([...parts.keys()]).toEqual(['IHDR', 'PLTE', 'tEXt', 'IDAT', 'IEND']);
  expect(inflateSync(parts.get('IDAT') ?? Buffer.alloc(0))).toHaveLength(321 * 200);
  expect(pictureFile('a.png', 8).contentBytes).not.toBe(png.toString('base64'));
});

test('a PDF names the place of each of its objects', () => {
  const text = writePdf('Plan (A)', [{ text: 'Größe \\ 漢', x: 1, y: 1 }, { line: [0, 0, 1, 1] }]).toString('latin1');
  const table = Number(/startxref\n(\d+)\n/.exec(text)?.[1]);
  expect(text.slice(table, table + 4)).toBe('xref');
  const places = [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, place]) => Number(place));
  expect(places.map((place, index) => text.slice(place).startsWith(`${index + 1} 0 obj`))).toEqual(
    places.map(() => true),
  );
  expect(text).toContain(String.raw`(Größe \\ ?) Tj`);
  expect(text).toContain(String.raw`/Title (Plan \(A\))`);
});

test('a Word document is a ZIP file with whole entries, the same each time', () => {
  const docx = writeDocx(['Fish & <chips>']);
  expect(writeDocx(['Fish & <chips>']).equals(docx)).toBe(true);
  const end = docx.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const entries = new Map<string, string>();
  for (let at = docx.readUInt32LE(end + 16); at < end;) {
    const [nameBytes, place] = [docx.readUInt16LE(at + 28), docx.readUInt32LE(at + 42)];
    const from = place + 30 + nameBytes;
    const bytes = docx.subarray(from, from + docx.readUInt32LE(at + 24));
    expect(docx.readUInt32LE(at + 16)).toBe(crc32(bytes));
    entries.set(docx.toString('utf8', at + 46, at + 46 + nameBytes), bytes.toString('utf8'));
    at += 46 + nameBytes;
  }
  expect([...entries.keys()]).toEqual(['[Content_Types].xml', '_rels/.rels', 'word/document.xml']);
  expect(entries.get('word/document.xml')).toContain('Fish &amp; &lt;chips&gt;');
});
