/** Points from the lower left corner of an A4 page. */
export type PdfMark =
  | { readonly text: string; readonly x: number; readonly y: number; readonly sizePoints?: number }
  | { readonly line: readonly [x1: number, y1: number, x2: number, y2: number]; readonly widthPoints?: number };

/** One page of PDF with text in Helvetica and straight lines. Characters outside of Latin-1 become question marks. */
export function writePdf(title: string, marks: readonly PdfMark[]): Buffer {
  const content = marks.map(writeMark).join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< /Title (${escapeText(title)}) /Producer (Sandbox tenant) >>`,
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}${trailer}`, 'latin1');
}

function writeMark(mark: PdfMark): string {
  if ('text' in mark)
    return `BT /F1 ${mark.sizePoints ?? 11} Tf ${mark.x} ${mark.y} Td (${escapeText(mark.text)}) Tj ET`;
  const [x1, y1, x2, y2] = mark.line;
  return `${mark.widthPoints ?? 1} w ${x1} ${y1} m ${x2} ${y2} l S`;
}

function escapeText(text: string): string {
  return text.replace(/[^\x20-\x7e\xa0-\xff]/g, '?').replace(/[\\()]/g, String.raw`\$&`);
}
