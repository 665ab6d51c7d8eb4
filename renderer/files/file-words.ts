import type { FileRow, FileState, FileType } from '../../contract/files.ts';
import { fileGlyph } from '../write/files/split-file-name.ts';
import { formatTime } from '../ui/format/format-time.ts';
import type { Tone } from '../ui/tone.ts';

const states: Readonly<Record<FileState, { readonly words: string; readonly tone: Tone }>> = {
  queued: { words: 'Queued', tone: 'ink' },
  downloading: { words: 'Downloading', tone: 'petrol' },
  stored: { words: 'Stored', tone: 'moss' },
  link: { words: 'Link', tone: 'ink' },
  gone: { words: 'Gone', tone: 'ink' },
  needsYou: { words: 'Needs you', tone: 'brick' },
};

export function stateOf({ state }: Pick<FileRow, 'state'>): { readonly words: string; readonly tone: Tone } {
  return states[state];
}

/** Where the bytes are, or why they are nowhere yet: the last column. */
export function whereOf(row: Pick<FileRow, 'state' | 'storedIn'>): { readonly words: string; readonly tone: Tone } {
  if (row.state === 'stored' && row.storedIn !== null) return { words: row.storedIn, tone: 'ink' };
  return stateOf(row);
}

/** What stands, in a sentence: what happened, what is safe, what next. Null while there is nothing to say. */
export function verdictOf(row: FileRow, removedAt: string | null): string | null {
  switch (row.state) {
    case 'queued':
      return 'It waits for its turn. The mailbox keeps it until then.';
    case 'downloading':
      return 'Its bytes are on their way. They appear here once they are whole.';
    case 'stored':
      return removedAt === null ? null : 'Its message is no longer in the mailbox. This copy stays.';
    case 'link':
      return 'The message holds a link to a file elsewhere and not the file. Links are never followed.';
    case 'gone':
      return 'Its message was deleted before it could be fetched. There is nothing left to fetch.';
    case 'needsYou':
      return row.error === null
        ? 'It could not be fetched. The original in the mailbox is untouched.'
        : `${row.error.message} ${row.error.remediation}`;
  }
}

/** As short as a column: of another year only the day. */
export function receivedWords({ receivedAt }: Pick<FileRow, 'receivedAt'>, nowMs: number): string {
  const words = formatTime(receivedAt, nowMs);
  const isThisYear = new Date(receivedAt).getFullYear() === new Date(nowMs).getFullYear();
  return isThisYear ? words : words.replace(/ \d\d:\d\d$/, '');
}

const types: Readonly<Record<FileType, string>> = {
  image: 'Picture',
  pdf: 'PDF',
  document: 'Document',
  sheet: 'Sheet',
  slides: 'Slides',
  text: 'Text',
  mail: 'Message',
  calendar: 'Event',
  contact: 'Contact',
  archive: 'Archive',
  audio: 'Sound',
  video: 'Video',
  program: 'Program',
  other: 'File',
};

export function kindWords({ kind, type }: Pick<FileRow, 'kind' | 'type'>): string {
  return kind === 'link' ? 'Link to a file elsewhere' : types[type];
}

const itemGlyphs: Partial<Readonly<Record<FileType, string>>> = { mail: 'EML', calendar: 'ICS', contact: 'VCF' };

/** The type as letters: the extension, and for what has none what it is. */
export function glyphOf({ name, type, kind }: Pick<FileRow, 'name' | 'type' | 'kind'>): string {
  if (kind === 'link') return 'LINK';
  const glyph = kind === 'item' ? itemGlyphs[type] : undefined;
  return glyph ?? fileGlyph(name);
}
