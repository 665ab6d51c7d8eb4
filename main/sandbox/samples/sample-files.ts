import type { InboundMailInput } from '../control/inbound-schema.ts';
import { writeDocx } from './write-docx.ts';
import type { PdfMark } from './write-pdf.ts';
import { writePdf } from './write-pdf.ts';
import { writePng } from './write-png.ts';

export type SampleFile = NonNullable<InboundMailInput['attachments']>[number];

const note = 'Sample of the sandbox tenant. It stands for nothing real.';

function file(name: string, contentType: string, bytes: Buffer): SampleFile {
  return { name, contentType, contentBytes: bytes.toString('base64') };
}

export function textFile(name: string, contentType: string, text: string): SampleFile {
  return file(name, contentType, Buffer.from(text));
}

export function csvFile(name: string, rows: readonly (readonly (string | number)[])[]): SampleFile {
  return textFile(name, 'text/csv', rows.map((row) => `${row.join(',')}\r\n`).join(''));
}

export function docxFile(name: string, paragraphs: readonly string[]): SampleFile {
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return file(name, type, writeDocx([...paragraphs, note]));
}

/** An invoice with a line for each item and their sum. */
export function invoiceFile(name: string, number: string, items: readonly (readonly [string, number])[]): SampleFile {
  const top = 640;
  const rows = items.flatMap(([text, amount], index): PdfMark[] => [
    { text, x: 70, y: top - index * 24 },
    { text: amount.toFixed(2), x: 460, y: top - index * 24 },
  ]);
  const end = top - items.length * 24;
  const sum = items.reduce((total, [, amount]) => total + amount, 0);
  const marks: PdfMark[] = [
    { text: `Invoice ${number}`, x: 70, y: 760, sizePoints: 22 },
    { text: 'Sandbox Supplier, 1 Sample Street', x: 70, y: 735 },
    { text: 'Item', x: 70, y: top + 34 },
    { text: 'Amount', x: 460, y: top + 34 },
    { line: [70, top + 26, 525, top + 26] },
    ...rows,
    { line: [70, end + 14, 525, end + 14] },
    { text: 'Total', x: 70, y: end - 6, sizePoints: 13 },
    { text: sum.toFixed(2), x: 460, y: end - 6, sizePoints: 13 },
    { text: note, x: 70, y: 60, sizePoints: 9 },
  ];
  return file(name, 'application/pdf', writePdf(`Invoice ${number}`, marks));
}

/** A floor plan: outer walls, and a room for each of the given widths. */
export function drawingFile(name: string, title: string, roomWidths: readonly number[]): SampleFile {
  const corners: readonly (readonly [number, number, number, number])[] = [
    [80, 200, 520, 200],
    [520, 200, 520, 640],
    [520, 640, 80, 640],
    [80, 640, 80, 200],
  ];
  const walls = corners.map((line): PdfMark => ({ line, widthPoints: 3 }));
  let x = 80;
  const rooms = roomWidths.flatMap((width, index): PdfMark[] => {
    x += width;
    return [
      { line: [x, 200, x, index % 2 === 0 ? 560 : 640] },
      { text: `${width / 40} m`, x: x - width / 2 - 12, y: 180, sizePoints: 9 },
    ];
  });
  const texts: PdfMark[] = [
    { text: title, x: 80, y: 760, sizePoints: 20 },
    { text: 'Scale 1:100', x: 80, y: 738 },
    { text: note, x: 80, y: 60, sizePoints: 9 },
  ];
  return file(name, 'application/pdf', writePdf(title, [...texts, ...walls, ...rooms]));
}

const pictureSize = { width: 320, height: 200 };
let drawn: Buffer | undefined;

/** A building against the sky. The light, from 0 to 255, colours it: no two pictures need be the same. */
export function pictureFile(name: string, light: number): SampleFile {
  drawn ??= drawBuilding();
  const sky = Array.from({ length: 12 }, (_, index): [number, number, number] => [
    Math.min(255, light + index * 6),
    Math.min(255, 90 + (light % 90) + index * 5),
    Math.max(0, 235 - (light % 120) - index * 4),
  ]);
  return file(name, 'image/png', writePng(pictureSize, [...sky, [52, 58, 70], [240, 236, 220]], drawn));
}

function drawBuilding(): Buffer {
  const { width, height } = pictureSize;
  const points = Buffer.alloc(width * height);
  for (let at = 0; at < points.length; at += 1) {
    const x = at % width;
    const y = Math.floor(at / width);
    const isHouse = y > 70 && x > 60 && x < 260;
    const isWindow = isHouse && (x - 72) % 40 < 18 && x > 71 && (y - 84) % 34 < 20 && y > 83 && y < 172;
    points[at] = isWindow ? 13 : isHouse ? 12 : Math.min(11, Math.floor(y / 17));
  }
  return points;
}
