/** As Microsoft's limits count: 1 MB is 1,000,000 bytes. */
export function formatBytes(sizeBytes: number): string {
  return `${scaled(sizeBytes, unitOf(sizeBytes))} ${unitOf(sizeBytes).name}`;
}

/** "62 of 118 MB": both in the unit of the whole. */
export function formatShare(doneBytes: number, totalBytes: number): string {
  const unit = unitOf(totalBytes);
  return `${scaled(doneBytes, unit)} of ${scaled(totalBytes, unit)} ${unit.name}`;
}

/** Rounded up, and coarse, because it is an estimate. */
export function formatTimeLeft(leftMs: number): string {
  if (leftMs <= 50_000) return `about ${Math.max(10, Math.ceil(leftMs / 10_000) * 10)} s`;
  const minutes = Math.ceil(leftMs / 60_000);
  if (minutes < 60) return `about ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `about ${hours} h` : `about ${hours} h ${minutes % 60} min`;
}

/** Local clock time, with the day when it is another one: "14:32", "2026-11-21 14:32". */
export function formatClock(instant: string, nowMs: number): string {
  const at = new Date(instant);
  const day = localDay(at);
  const clock = `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
  return day === localDay(new Date(nowMs)) ? clock : `${day} ${clock}`;
}

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

function unitOf(sizeBytes: number): Unit {
  return units.find((unit) => sizeBytes >= unit.bytes) ?? smallest;
}

/** Never rounded up: 100 % must mean all of it. */
function scaled(sizeBytes: number, unit: Unit): string {
  const value = sizeBytes / unit.bytes;
  if (unit.bytes === 1 || value >= 10 || value === 0) return String(Math.floor(value));
  return (Math.floor(value * 10) / 10).toFixed(1).replace(/\.0$/, '');
}

function localDay(at: Date): string {
  return `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
