import { type FileState, fileStates, type FileType, fileTypes } from '../../../../contract/files.ts';
import type { Condition, WordField } from './file-search.ts';
import { type LocalTime, readMoment } from './read-moment.ts';
import { readSize } from './read-size.ts';
import { searchWords } from './search-words.ts';

/** What an operator makes of its value. Null: nothing. */
interface Operator {
  readonly read: (value: string, isQuoted: boolean, time: LocalTime) => Condition | null;
  /** What its value should look like. */
  readonly expects: string;
}

/** What people also call a type. */
const otherTypeNames: Readonly<Record<string, FileType>> = {
  picture: 'image',
  photo: 'image',
  word: 'document',
  spreadsheet: 'sheet',
  excel: 'sheet',
  presentation: 'slides',
  powerpoint: 'slides',
  email: 'mail',
  message: 'mail',
  event: 'calendar',
  zip: 'archive',
  app: 'program',
};

const words = (field: WordField): Operator => ({
  read: (value, isQuoted) => readWords(field, value, isQuoted),
  expects: 'a word',
});
const moment = (kind: 'since' | 'before'): Operator => ({
  read(value, _isQuoted, time) {
    const atMs = readMoment(value, time);
    return atMs === null ? null : { kind, atMs };
  },
  expects: 'a date such as 2026-11-01, 2026-11, yesterday, 7d or "last week"',
});
const size = (kind: 'larger' | 'smaller'): Operator => ({
  read(value) {
    const sizeBytes = readSize(value);
    return sizeBytes === null ? null : { kind, sizeBytes };
  },
  expects: 'a size such as 300k, 25mb or 1.5gb',
});
const flag = (name: string, kind: 'hasCopies' | 'isInline'): Operator => ({
  read: (value) => (value.toLowerCase() === name ? { kind } : null),
  expects: name,
});

/** By name. Documented for people in docs/specs/file-search.md. */
export const operators: ReadonlyMap<string, Operator> = new Map([
  ['name', words('name')],
  ['subject', words('subject')],
  ['from', words('sender')],
  ['to', words('recipients')],
  ['type', { read: readType, expects: `one of ${fileTypes.join(', ')}, or an extension` }],
  ['ext', { read: readExtension, expects: 'an extension such as pdf' }],
  ['state', { read: readState, expects: `one of ${fileStates.join(', ')}` }],
  ['mailbox', { read: readMailbox, expects: 'a part of an address' }],
  ['larger', size('larger')],
  ['smaller', size('smaller')],
  ['after', moment('since')],
  ['before', moment('before')],
  ['sha', { read: readSha, expects: 'at least 4 hexadecimal digits' }],
  ['has', flag('duplicates', 'hasCopies')],
  ['is', flag('inline', 'isInline')],
]);

export function readWords(field: WordField, value: string, isQuoted: boolean): Condition | null {
  const found = searchWords(value);
  return found.length === 0 ? null : { kind: 'words', field, words: found, isPhrase: isQuoted };
}

/** `type:pdf,image` is either of them; what is no type is taken for an extension. */
function readType(value: string): Condition | null {
  const names = listed(value);
  const types = names.map(typeCalled).filter((type) => type !== null);
  return types.length === names.length && names.length > 0 ? { kind: 'type', anyOf: types } : readExtension(value);
}

function typeCalled(name: string): FileType | null {
  const single = fileTypes.find((type) => type === name || type === name.replace(/s$/, ''));
  return single ?? otherTypeNames[name] ?? otherTypeNames[name.replace(/s$/, '')] ?? null;
}

function readExtension(value: string): Condition | null {
  const anyOf = listed(value).map((extension) => extension.replace(/^\./, ''));
  return anyOf.length > 0 && anyOf.every((extension) => /^[a-z0-9]{1,16}$/.test(extension))
    ? { kind: 'extension', anyOf }
    : null;
}

function readState(value: string): Condition | null {
  const names = listed(value.replaceAll(/[-_ ]/g, ''));
  const anyOf: FileState[] = fileStates.filter((state) => names.includes(state.toLowerCase()));
  return anyOf.length === names.length && names.length > 0 ? { kind: 'state', anyOf } : null;
}

function readMailbox(value: string): Condition | null {
  const text = value.trim().toLowerCase();
  return text === '' ? null : { kind: 'mailbox', text };
}

function readSha(value: string): Condition | null {
  return /^[0-9a-f]{4,64}$/i.test(value) ? { kind: 'sha', prefix: value.toLowerCase() } : null;
}

function listed(value: string): readonly string[] {
  const names = value.split(',').map((name) => name.trim().toLowerCase());
  return [...new Set(names.filter((name) => name !== ''))];
}
