/** A document of the given objects, numbered from 1; the first is its catalog. */
function makePdf(objects: readonly string[], trailer = ''): Buffer {
  let text = '%PDF-1.7\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${String(at + 1)} 0 obj ${object} endobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = String(objects.length + 1);
  const start = String(text.length);
  text += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer <</Root 1 0 R /Size ${size} ${trailer}>>\nstartxref\n${start}\n%%EOF`;
  return Buffer.from(text, 'latin1');
}

const stream = (text: string): string => `<</Length ${String(text.length)}>> stream\n${text}\nendstream`;
const words = (text: string): string => stream(`BT /F 24 Tf 40 700 Td (${text}) Tj ET`);
const font = '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>';

/** Pages with a line of text each, all of the same content. */
export function makePages(count: number): Buffer {
  const kids = Array.from({ length: count }, (_, at) => `${String(at + 5)} 0 R`).join(' ');
  const page =
    '<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources <</Font <</F 3 0 R>>>>>>';
  return makePdf([
    '<</Type /Catalog /Pages 2 0 R>>',
    `<</Type /Pages /Count ${String(count)} /Kids [${kids}]>>`,
    font,
    words('A page of many'),
    ...Array.from({ length: count }, () => page),
  ]);
}

const link = (action: string): string =>
  `<</Type /Annot /Subtype /Link /Rect [0 0 612 792] /Border [0 0 0] /A ${action}>>`;

/** Everything in it that acts: on opening, on showing a page, on pressing, on closing. */
export function makeActingPdf(home: string): Buffer {
  const script = (at: number): string =>
    `<</S /JavaScript /JS (canary\\(${String(at)}\\);app.launchURL\\("${home}/js"\\))>>`;
  return makePdf([
    `<</Type /Catalog /Pages 2 0 R /OpenAction ${script(1)} /AA <</WC ${script(2)} /DS ${script(3)}>>
      /Names <</JavaScript <</Names [(a) ${script(4)}]>> /EmbeddedFiles <</Names [(f.exe) <</Type /Filespec /F (f.exe)>>]>>>>
      /URI <</Base (${home}/base)>> /AcroForm <</Fields [7 0 R] /XFA 8 0 R /NeedAppearances true>>>>`,
    '<</Type /Pages /Count 1 /Kids [5 0 R]>>',
    font,
    words('Nothing acts'),
    `<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources <</Font <</F 3 0 R>> /XObject <</X 6 0 R>>>>
      /AA <</O ${script(5)} /C ${script(6)}>>
      /Annots [${link(`<</S /URI /URI (${home}/uri)>>`)} ${link('<</S /Launch /F (/bin/sh)>>')}
        ${link(`<</S /GoToR /F <</FS /URL /F (${home}/gotor)>> /D [0 /Fit]>>`)}
        ${link(`<</S /SubmitForm /F <</FS /URL /F (${home}/form)>>>>`)} ${link(script(7))} 7 0 R]>>`,
    `<</Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /F <</FS /URL /F (${home}/image)>> /Length 0>> stream\n\nendstream`,
    `<</Type /Annot /Subtype /Widget /FT /Tx /T (t) /Rect [0 0 99 99] /AA <</K ${script(8)} /Fo ${script(9)}>>>>`,
    stream(
      `<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template><script>canary(10)</script></template><img src="${home}/xfa"/></xdp:xdp>`,
    ),
  ]);
}

/** Locked with a password that nobody knows. */
export function makeLockedPdf(): Buffer {
  const secret = '41'.repeat(32);
  const lock = `/Encrypt <</Filter /Standard /V 1 /R 2 /O <${secret}> /U <${secret}> /P -4>> /ID [<00> <00>]`;
  return makePdf(['<</Type /Catalog /Pages 2 0 R>>', '<</Type /Pages /Count 0 /Kids []>>'], lock);
}
