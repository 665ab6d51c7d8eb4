import { crc32, deflateRawSync } from 'node:zlib';

export interface PackedFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** What the archive says it unpacks to, where that is not the truth. */
  readonly claimedBytes?: number;
}

/** An archive as DOCX are, with directory entries that may lie. */
export function makeArchive(files: readonly PackedFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, claimedBytes = bytes.length } of files) {
    const packed = deflateRawSync(bytes);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(claimedBytes, 18);
    facts.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0'), facts, rest, Buffer.from(name)]));
    parts.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (inner: string): string =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
const toDocument = relations(`<Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/>`);

/** A word processor's file with this inside of its body, and these relations to elsewhere. */
export function makeWord(inner: string, outside = '', claimedBytes?: number): Buffer {
  const document = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${office}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>${inner}</w:body></w:document>`;
  const body = { name: 'word/document.xml', bytes: Buffer.from(document) };
  return makeArchive([
    { name: '[Content_Types].xml', bytes: Buffer.from(types) },
    { name: '_rels/.rels', bytes: Buffer.from(toDocument) },
    { name: 'word/_rels/document.xml.rels', bytes: Buffer.from(relations(outside)) },
    claimedBytes === undefined ? body : { ...body, claimedBytes },
  ]);
}

const picture = (attribute: string, id: string): string =>
  `<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:${attribute}="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}" TargetMode="External"/>`;
const text = '<w:r><w:t>Nothing is fetched</w:t></w:r>';
const link = (id: string): string => `<w:p><w:hyperlink r:id="${id}">${text}</w:hyperlink></w:p>`;

/** Pictures, links and fields that lead elsewhere. */
export function makeCallingWord(home: string): Buffer {
  const field = `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDEPICTURE "${home}/field" \\d</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${text}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`;
  const outside = [
    relation('p1', 'image', `${home}/linked`),
    relation('p2', 'image', 'file:///etc/passwd'),
    relation('l1', 'hyperlink', 'javascript:canary()'),
    relation('l2', 'hyperlink', `${home}/link`),
    relation('t1', 'attachedTemplate', `${home}/template`),
    relation('o1', 'oleObject', `${home}/object`),
  ].join('');
  return makeWord(`${picture('link', 'p1')}${picture('embed', 'p2')}${field}${link('l1')}${link('l2')}`, outside);
}
