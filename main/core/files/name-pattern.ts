import type { FileRow } from '../../../contract/files.ts';
import { MailroomError } from '../mailroom-error.ts';
import { cleanName } from './clean-name.ts';
import { emptyStem, exportName, type NamedFile, nameParts } from './export-name.ts';
import { fitName, splitName } from './fit-name.ts';

export const DEFAULT_PATTERN = '{name}';
/** Enough of a hash to tell any two files of a folder apart. */
const SHOWN_HASH_DIGITS = 12;

export type PatternFile = NamedFile &
  Pick<FileRow, 'from' | 'fromName' | 'mailbox' | 'subject' | 'sha256' | 'receivedAt'>;

/** The place of a file among those that are saved together, and what clocks show where it is saved. */
export interface PatternPlace {
  /** From 1 on. */
  readonly number: number;
  readonly of: number;
  readonly utcOffsetMinutes: (atMs: number) => number;
}

type Field = (file: PatternFile, place: PatternPlace) => string;

const fields = {
  date: (file, place) => localTime(file, place).slice(0, 10),
  time: (file, place) => localTime(file, place).slice(11, 19).replaceAll(':', '-'),
  from: (file) => cleanName(file.fromName ?? '') || cleanName(file.from),
  mailbox: (file) => cleanName(file.mailbox),
  subject: (file) => cleanName(file.subject),
  name: (file) => exportName(file),
  stem: (file) => splitName(exportName(file)).stem,
  ext: (file) => nameParts(file).extension.slice(1),
  n: (_file, place) => String(place.number).padStart(String(place.of).length, '0'),
  sha: (file) => (file.sha256 ?? '').slice(0, SHOWN_HASH_DIGITS),
} satisfies Record<string, Field>;

type FieldName = keyof typeof fields;

/** Words of its own and fields in turn. */
export interface NamePattern {
  readonly parts: readonly (string | { readonly field: FieldName })[];
}

/** Throws `validation_error` for a field that there is not, a brace without its partner, and for folders. */
export function parsePattern(text: string): NamePattern {
  const parts = text.split(/(\{[^{}]*\})/).map((part) => {
    if (!/^\{[^{}]*\}$/.test(part)) return readWords(part);
    const field = part.slice(1, -1);
    if (!isField(field)) throw refused(`${part} is no field of a name pattern.`);
    return { field };
  });
  return { parts: parts.filter((part) => part !== '') };
}

/** The name of one file. It keeps its extension whatever the pattern says, and words of its message give it none. */
export function fillPattern({ parts }: NamePattern, file: PatternFile, place: PatternPlace): string {
  const text = parts.map((part) => (typeof part === 'string' ? part : fields[part.field](file, place))).join('');
  const stem = cleanName(text);
  const { extension } = nameParts(file);
  if (extension !== '') return fitName({ stem: withoutEnd(stem, extension), extension }, emptyStem(file));
  const last = parts.at(-1);
  const isWanted = typeof last === 'string' && splitName(`x${last}`).extension !== '';
  return fitName(isWanted ? splitName(stem) : { stem: withoutExtension(stem), extension: '' }, emptyStem(file));
}

function withoutEnd(text: string, end: string): string {
  return text.toLowerCase().endsWith(end.toLowerCase()) ? text.slice(0, -end.length) : text;
}

function withoutExtension(text: string): string {
  const { stem, extension } = splitName(text);
  return extension === '' ? text : `${stem}_${extension.slice(1)}`;
}

function isField(name: string): name is FieldName {
  return Object.hasOwn(fields, name);
}

function readWords(words: string): string {
  if (/[{}]/.test(words)) throw refused('A brace of the name pattern has no partner.');
  if (/[\\/]/.test(words)) throw refused('A name pattern names files, and no folders.');
  return words;
}

function localTime({ receivedAt }: PatternFile, { utcOffsetMinutes }: PatternPlace): string {
  const atMs = Date.parse(receivedAt);
  return new Date(atMs + utcOffsetMinutes(atMs) * 60_000).toISOString();
}

function refused(message: string): MailroomError {
  const known = Object.keys(fields).map((name) => `{${name}}`);
  return new MailroomError('validation_error', {
    message: `${message} Nothing was saved.`,
    remediation: `The fields are ${known.join(' ')}.`,
    field: 'pattern',
  });
}
