import type { Composition } from '../../../contract/compose.ts';

export interface SizeMeter {
  /** 0 to 1, for the bar. */
  readonly share: number;
  readonly tone: 'calm' | 'near' | 'over';
  readonly text: string;
}

const MEGABYTE = 1_000_000;
const NEAR = 0.8;
/** Base64 with its line breaks: 78 characters carry 57 bytes. */
const ENCODING = 78 / 57;

/** The size that counts is the encoded one, against the smallest limit (row C8). `copyingBytes` are on their way to the engine. */
export function readSizeMeter(size: Composition['size'], copyingBytes = 0, locale?: string): SizeMeter {
  const encodedBytes = size.encodedBytes + Math.ceil(copyingBytes * ENCODING);
  const ratio = size.limitBytes === 0 ? 0 : encodedBytes / size.limitBytes;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: encodedBytes < 100 * MEGABYTE ? 1 : 0 });
  const limit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(size.limitBytes / MEGABYTE);
  // Rounded up, so that a message over its limit never reads as if it just fitted.
  const digits = encodedBytes < 100 * MEGABYTE ? 10 : 1;
  const encoded = number.format(Math.ceil((encodedBytes / MEGABYTE) * digits) / digits);
  return {
    share: Math.min(1, ratio),
    tone: ratio > 1 ? 'over' : ratio >= NEAR ? 'near' : 'calm',
    text: `${encoded} of ${limit} MB after encoding · limit set by ${size.limitSetBy}`,
  };
}
