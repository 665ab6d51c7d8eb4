import { writeZip } from './write-zip.ts';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006';
const officeRelation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
const wordMain = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** A Word document of plain paragraphs, with no more in it than Word needs to open it. */
export function writeDocx(paragraphs: readonly string[]): Buffer {
  const body = paragraphs
    .map((text) => `<w:p><w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`)
    .join('');
  const types =
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Override PartName="/word/document.xml" ContentType="${wordMain}"/>`;
  const relation = `<Relationship Id="r1" Type="${officeRelation}" Target="word/document.xml"/>`;
  const files = {
    '[Content_Types].xml': `<Types xmlns="${packageNamespace}/content-types">${types}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${packageNamespace}/relationships">${relation}</Relationships>`,
    'word/document.xml': `<w:document xmlns:w="${wordNamespace}"><w:body>${body}</w:body></w:document>`,
  };
  return writeZip(Object.entries(files).map(([name, xml]) => ({ name, bytes: Buffer.from(`${head}${xml}`) })));
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
