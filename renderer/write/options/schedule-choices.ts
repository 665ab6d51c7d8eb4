/** A time at which mail is often wanted to leave. */
export interface ScheduleChoice {
  readonly key: string;
  readonly words: string;
  readonly atMs: number;
}

const MORNING = 8;
const MONDAY = 1;

/** In the zone of this computer: this evening, tomorrow morning and Monday morning, each only while it lies ahead. */
export function scheduleChoices(nowMs: number): readonly ScheduleChoice[] {
  const day = new Date(nowMs).getDay();
  const toMonday = (MONDAY - day + 7) % 7 || 7;
  const choices = [
    { key: 'evening', words: 'This evening', atMs: atHour(nowMs, 0, 18) },
    { key: 'tomorrow', words: 'Tomorrow morning', atMs: atHour(nowMs, 1, MORNING) },
    { key: 'monday', words: 'Monday morning', atMs: atHour(nowMs, toMonday, MORNING) },
  ];
  // On a Sunday, Monday morning is tomorrow morning.
  const distinct = choices.filter(({ atMs }, index) => choices.findIndex((other) => other.atMs === atMs) === index);
  return distinct.filter(({ atMs }) => atMs > nowMs);
}

/** By the calendar, so that a change of the clocks in between does not move the hour. */
function atHour(nowMs: number, days: number, hour: number): number {
  const at = new Date(nowMs);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days, hour).getTime();
}
