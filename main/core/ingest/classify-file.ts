import type { FileKind, FileType } from '../../../contract/files.ts';
import { extensionTypes, mediaTypes } from './file-type-tables.ts';

export interface FileEvidence {
  readonly kind: FileKind;
  readonly name: string;
  /** What the sender claimed. */
  readonly contentType: string;
  /** The media type of the first bytes; null while they are not here, or when they say nothing. */
  readonly sniffed: string | null;
}

/** Formats that others are packed in: their name says more than their first bytes. */
const containers = new Set([
  'application/zip',
  'application/x-cfb',
  'application/xml',
  'application/gzip',
  'application/octet-stream',
]);

/** What people call a file: by its first bytes, then by its name, then by what the sender claimed. */
export function classifyFile({ kind, name, contentType, sniffed }: FileEvidence): FileType {
  const isTelling = sniffed !== null && !containers.has(sniffed);
  const byBytes = sniffed === null ? null : typeOfMedia(sniffed);
  if (isTelling && byBytes !== null) return byBytes;
  if (kind === 'item') return 'mail';
  const byName = extensionTypes[extensionOf(name)] ?? null;
  return byName ?? typeOfMedia(contentType) ?? byBytes ?? 'other';
}

/** The same bytes, their sender's claim and our name for them, once they are here. */
export function describeStored(evidence: FileEvidence): { name: string; contentType: string; type: FileType } {
  const { kind, name, contentType, sniffed } = evidence;
  const type = classifyFile(evidence);
  if (kind !== 'item')
    return { name, contentType: isClaim(contentType) ? contentType : (sniffed ?? contentType), type };
  const form = itemForms[type] ?? mailForm;
  const hasExtension = extensionOf(name) === form.extension;
  return { name: hasExtension ? name : `${name}.${form.extension}`, contentType: form.contentType, type };
}

const mailForm = { extension: 'eml', contentType: 'message/rfc822' };
const itemForms: Partial<Record<FileType, typeof mailForm>> = {
  contact: { extension: 'vcf', contentType: 'text/vcard' },
  calendar: { extension: 'ics', contentType: 'text/calendar' },
};

function typeOfMedia(contentType: string): FileType | null {
  const media = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const family = mediaTypes[media] ?? mediaTypes[`${media.split('/')[0] ?? ''}/*`];
  return family ?? null;
}

function isClaim(contentType: string): boolean {
  return contentType !== '' && !containers.has(contentType.toLowerCase());
}

function extensionOf(name: string): string {
  return /\.([^./\\\s]+)\s*$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
