const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

interface WallClock {
  readonly nowMs: number;
  readonly utcOffsetMinutes: number;
}

/** "13:58" today, "19 Nov 13:58" on another day, as a clock on the wall shows it. */
export function clockTime(atMs: number, { nowMs, utcOffsetMinutes }: WallClock): string {
  const localMs = atMs + utcOffsetMinutes * MINUTE_MS;
  const at = new Date(localMs);
  const time = `${twoDigits(at.getUTCHours())}:${twoDigits(at.getUTCMinutes())}`;
  const isToday = Math.floor(localMs / DAY_MS) === Math.floor((nowMs + utcOffsetMinutes * MINUTE_MS) / DAY_MS);
  return isToday ? time : `${at.getUTCDate()} ${months[at.getUTCMonth()] ?? ''} ${time}`;
}

/** The same for the end of a wait: the next full minute, so that it is never over before. */
export function clockTimeOfEnd(atMs: number, wall: WallClock): string {
  return clockTime(Math.ceil(atMs / MINUTE_MS) * MINUTE_MS, wall);
}

/** "40 seconds", "1 minute", "11 minutes", "3 hours", "2 days". */
export function longDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  if (seconds < 60) return counted(seconds, 'second');
  if (seconds < 120 * 60) return counted(Math.floor(seconds / 60), 'minute');
  if (seconds < 48 * 3600) return counted(Math.floor(seconds / 3600), 'hour');
  return counted(Math.floor(seconds / 86_400), 'day');
}

/** "1 file", "3 files". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** "0.2 GB", never rounded up. */
export function gigabytes(bytes: number): string {
  return `${(Math.floor(bytes / 1e8) / 10).toFixed(1)} GB`;
}

/** "0.4 %", "12 %". */
export function percent(share: number): string {
  const value = share * 100;
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} %`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
