import { locale } from './locale.ts';

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const clockWithSeconds = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const dayWithYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });

const dayMs = 86_400_000;

/** "14:32" today, "Mon 07:30" within six days, "19 Nov 07:30" otherwise; the year only when it is another one. */
export function formatTime(instant: string, nowMs: number): string {
  const at = new Date(instant);
  if (isSameDay(at, new Date(nowMs))) return clock.format(at);
  return `${formatDay(at, nowMs)} ${clock.format(at)}`;
}

/** "14:32:07", for waybills and journals, with the day when it is another one. */
export function formatSecond(instant: string, nowMs: number): string {
  const at = new Date(instant);
  const time = clockWithSeconds.format(at);
  return isSameDay(at, new Date(nowMs)) ? time : `${formatDay(at, nowMs)} ${time}`;
}

/** "14:10:22.481": for evidence, where the order within a second matters. */
export function formatMillisecond(instant: string): string {
  const at = new Date(instant);
  return `${clockWithSeconds.format(at)}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

/** The whole moment, zone included: for tooltips and assistive technology. */
export function formatMoment(instant: string): string {
  return full.format(new Date(instant));
}

/** "0:24" or "1:05:00": what is left of a wait, never less than nothing. */
export function formatCountdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** "4 s", "12 min", "3 h", "2 days": how old something is, or how long something takes. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 36 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** "about 20 s", "about 4 min": an estimate, so coarse and rounded up. */
export function formatTimeLeft(leftMs: number): string {
  if (leftMs <= 50_000) return `about ${Math.max(10, Math.ceil(leftMs / 10_000) * 10)} s`;
  const minutes = Math.ceil(leftMs / 60_000);
  if (minutes < 60) return `about ${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `about ${minutes / 60} h` : `about ${Math.floor(minutes / 60)} h ${rest} min`;
}

function isSameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}

/** "3 Nov", the year only when it is another one. */
export function formatDate(instant: string, nowMs: number): string {
  const at = new Date(instant);
  const isThisYear = at.getFullYear() === new Date(nowMs).getFullYear();
  return (isThisYear ? dayOfYear : dayWithYear).format(at);
}

function formatDay(at: Date, nowMs: number): string {
  if (Math.abs(at.getTime() - nowMs) < 6 * dayMs) return weekday.format(at);
  return formatDate(at.toISOString(), nowMs);
}
