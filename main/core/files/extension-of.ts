import type { FileRow, FileType } from '../../../contract/files.ts';

/** For names without an extension. Nothing that runs is in it: an extension must never make a file more than it was. */
const extensions: Readonly<Record<string, string>> = {
  'application/json': '.json',
  'application/msword': '.doc',
  'application/pdf': '.pdf',
  'application/rtf': '.rtf',
  'application/vnd.ms-excel': '.xls',
  'application/vnd.ms-outlook': '.msg',
  'application/vnd.ms-powerpoint': '.ppt',
  'application/vnd.oasis.opendocument.presentation': '.odp',
  'application/vnd.oasis.opendocument.spreadsheet': '.ods',
  'application/vnd.oasis.opendocument.text': '.odt',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': '.pptx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/x-7z-compressed': '.7z',
  'application/gzip': '.gz',
  'application/x-tar': '.tar',
  'application/xml': '.xml',
  'application/zip': '.zip',
  'audio/mpeg': '.mp3',
  'audio/wav': '.wav',
  'image/bmp': '.bmp',
  'image/gif': '.gif',
  'image/heic': '.heic',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/tiff': '.tif',
  'image/webp': '.webp',
  'message/rfc822': '.eml',
  'text/calendar': '.ics',
  'text/csv': '.csv',
  'text/plain': '.txt',
  'text/vcard': '.vcf',
  'video/mp4': '.mp4',
  'video/quicktime': '.mov',
};

/** With its dot; empty when nothing fits. */
export function extensionOfType({ contentType, type }: Pick<FileRow, 'contentType' | 'type'>): string {
  if (type === 'program') return '';
  return extensions[(contentType.split(';')[0] ?? '').trim().toLowerCase()] ?? '';
}

export function extensionOfItem(type: FileType): string {
  return type === 'contact' ? '.vcf' : type === 'calendar' ? '.ics' : '.eml';
}
