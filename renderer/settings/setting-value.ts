import type { SettingForm } from '../../contract/settings.ts';
import { countWords, formatCount } from '../ui/format/count-words.ts';
import type { SettingUnit } from './setting-shape.ts';

/** A value as a person reads it. */
export function valueWords(value: string, unit: SettingUnit | null): string {
  if (value === 'not set') return 'Not set';
  const amount = Number(value);
  switch (unit) {
    case 'flag':
      return value === 'true' ? 'On' : 'Off';
    case 'milliseconds':
      return durationWords(amount);
    case 'seconds':
      return durationWords(amount * 1000);
    case 'bytes':
      return writeAmount(amount);
    case 'count':
      return formatCount(amount);
    case 'days':
      return countWords(amount, 'day');
    case 'percent':
      return `${value} %`;
    case 'megabytesPerSecond':
      return `${value} MB/s`;
    case null:
      return value === '' ? 'None' : value;
  }
}

const durations = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** Exactly: a setting is not rounded. */
function durationWords(ms: number): string {
  const exact = durations.find(([, unitMs]) => ms >= unitMs && ms % unitMs === 0);
  return exact === undefined ? `${formatCount(ms)} ms` : `${formatCount(ms / exact[1])} ${exact[0]}`;
}

const sizes = [
  ['GB', 1e9],
  ['GiB', 2 ** 30],
  ['MB', 1e6],
  ['MiB', 2 ** 20],
  ['KiB', 2 ** 10],
  ['kB', 1e3],
] as const;

/**
 * Exactly the bytes in the largest unit that needs no more than two places: what is shown can be typed back.
 * @testexport
 */
export function writeAmount(bytes: number): string {
  const exact = sizes.find(([, size]) => bytes >= size && (bytes * 100) % size === 0);
  return exact === undefined ? countWords(bytes, 'byte') : `${String(bytes / exact[1])} ${exact[0]}`;
}

/**
 * "1.5 GB", "150 mb", "140,000,000 bytes" or "7" as a whole number; null when it is none.
 * @testexport
 */
export function readAmount(text: string): number | null {
  const [, digits = '', unit = ''] = /^([\d.,\s]*\d)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const word = unit.toLowerCase();
  const size = ['', 'b', 'byte', 'bytes'].includes(word) ? 1 : sizes.find(([name]) => name.toLowerCase() === word)?.[1];
  if (digits === '' || size === undefined) return null;
  const amount = Number(digits.replaceAll(/[\s,](?=\d{3}(?:\D|$))/g, '')) * size;
  return Number.isFinite(amount) ? Math.round(amount) : null;
}

export type ReadValue =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'unread'; readonly problem: string };

/** What somebody typed for a setting: as it is written in a policy file, or why it cannot be. */
export function readValue(typed: string, form: SettingForm, unit: SettingUnit | null): ReadValue {
  if (form.kind !== 'integer') return { kind: 'read', text: typed.trim() };
  const amount = unit === 'bytes' ? readAmount(typed) : readCount(typed);
  const { min, max, multipleOf } = form;
  const fits = amount !== null && amount >= min && amount <= (max ?? amount) && amount % multipleOf === 0;
  if (fits) return { kind: 'read', text: String(amount) };
  return { kind: 'unread', problem: rangeWords(form, unit) };
}

function rangeWords({ min, max, multipleOf }: SettingForm & { kind: 'integer' }, unit: SettingUnit | null): string {
  const what = unit === 'bytes' ? 'An amount such as 500 MB' : 'A whole number';
  const [least, most] = [valueWords(String(min), unit), valueWords(String(max), unit)];
  const range = max === null ? (min === 0 ? '' : `, at least ${least}`) : `, ${least} to ${most}`;
  return `${what}${range}${multipleOf === 1 ? '' : `, in steps of ${valueWords(String(multipleOf), unit)}`}.`;
}

/** A number of a setting without a unit of its own. */
function readCount(typed: string): number | null {
  const digits = typed.trim().replaceAll(/[\s,](?=\d{3}(?:\D|$))/g, '');
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}

/** What stands in the field at first. */
export function writeValue(text: string, form: SettingForm, unit: SettingUnit | null): string {
  return form.kind === 'integer' && unit === 'bytes' && text !== '' ? writeAmount(Number(text)) : text;
}

/** Behind the field; bytes are typed with theirs. */
export function unitWords(unit: SettingUnit | null): string | null {
  switch (unit) {
    case 'milliseconds':
      return 'ms';
    case 'seconds':
      return 'seconds';
    case 'days':
      return 'days';
    case 'percent':
      return '%';
    case 'megabytesPerSecond':
      return 'MB/s';
    case 'flag':
    case 'bytes':
    case 'count':
    case null:
      return null;
  }
}
