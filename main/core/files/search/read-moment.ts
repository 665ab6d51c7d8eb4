/** Now, and what clocks on the wall show where it is asked. */
export interface LocalTime {
  readonly nowMs: number;
  /** Minutes east of UTC at that moment. */
  readonly utcOffsetMinutes: (atMs: number) => number;
}

/** A day of the calendar; months count from 1, and any number of days goes over into the next months. */
interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const written = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;
const ago = /^(\d{1,4}) ?(d|days?|w|weeks?|m|months?|y|years?)$/;
const DAY_MS = 86_400_000;

/**
 * When the period begins that somebody means: `2026`, `2026-11`, `2026-11-01`, `today`, `yesterday`, `7d`, `2w`, `3m`,
 * `1y`, `this` or `last` `week`, `month` or `year`. In local time; a week begins on Monday. Null: no date.
 */
export function readMoment(text: string, time: LocalTime): number | null {
  const day = readDay(text.trim().toLowerCase(), dayOf(time));
  return day === null ? null : startOf(day, time);
}

function readDay(text: string, today: Day): Day | null {
  const date = written.exec(text);
  if (date !== null) return validDay(Number(date[1]), Number(date[2] ?? 1), Number(date[3] ?? 1));
  const back = ago.exec(text);
  if (back !== null) return goBack(today, Number(back[1]), (back[2] ?? 'd').charAt(0));
  switch (text) {
    case 'today':
      return today;
    case 'yesterday':
      return goBack(today, 1, 'd');
    case 'this week':
      return monday(today);
    case 'last week':
      return goBack(monday(today), 1, 'w');
    case 'this month':
      return { ...today, day: 1 };
    case 'last month':
      return { ...today, month: today.month - 1, day: 1 };
    case 'this year':
      return { ...today, month: 1, day: 1 };
    case 'last year':
      return { year: today.year - 1, month: 1, day: 1 };
    default:
      return null;
  }
}

function validDay(year: number, month: number, day: number): Day | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = year >= 1970 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isReal ? { year, month, day } : null;
}

function goBack({ year, month, day }: Day, count: number, unit: string): Day {
  if (unit === 'y') return { year: year - count, month, day };
  if (unit === 'm') return { year, month: month - count, day };
  return { year, month, day: day - count * (unit === 'w' ? 7 : 1) };
}

function monday(day: Day): Day {
  return goBack(day, (new Date(utcMs(day)).getUTCDay() + 6) % 7, 'd');
}

function dayOf({ nowMs, utcOffsetMinutes }: LocalTime): Day {
  const at = new Date(nowMs + utcOffsetMinutes(nowMs) * 60_000);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

/** Midnight there: clocks may have been changed since, so the offset is asked for again near that moment. */
function startOf(day: Day, { utcOffsetMinutes }: LocalTime): number {
  const asUtcMs = utcMs(day);
  const nearMs = asUtcMs - utcOffsetMinutes(asUtcMs) * 60_000;
  return asUtcMs - utcOffsetMinutes(nearMs) * 60_000;
}

/** Before 1970 nothing was received. */
function utcMs({ year, month, day }: Day): number {
  const firstOfMonthMs = Date.UTC(Math.max(year, 1900), month - 1, 1);
  return Math.max(firstOfMonthMs + (day - 1) * DAY_MS, 0);
}
