import { locale } from './locale.ts';

interface Unit {
  readonly name: string;
  readonly bytes: number;
}

const smallest: Unit = { name: 'bytes', bytes: 1 };
const units: readonly Unit[] = [
  { name: 'GB', bytes: 1e9 },
  { name: 'MB', bytes: 1e6 },
  { name: 'kB', bytes: 1e3 },
];

const coarse = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, roundingMode: 'floor' });
const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, roundingMode: 'floor' });

/** "12.4 MB". Counts as the service's limits do: 1 MB is 1,000,000 bytes. */
export function formatBytes(sizeBytes: number): string {
  const unit = unitOf(sizeBytes);
  return `${scaled(sizeBytes, unit)} ${unit.name}`;
}

/** "62 of 118 MB": both in the unit of the whole, and never rounded up, so that all of it means all of it. */
export function formatShare(doneBytes: number, totalBytes: number): string {
  const unit = unitOf(totalBytes);
  return `${scaled(doneBytes, unit)} of ${scaled(totalBytes, unit)} ${unit.name}`;
}

export function formatSpeed(bytesPerSecond: number): string {
  return `${formatBytes(bytesPerSecond)}/s`;
}

function unitOf(sizeBytes: number): Unit {
  return units.find((unit) => sizeBytes >= unit.bytes) ?? smallest;
}

function scaled(sizeBytes: number, unit: Unit): string {
  const value = sizeBytes / unit.bytes;
  return (unit.bytes === 1 || value >= 100 ? coarse : fine).format(value);
}
