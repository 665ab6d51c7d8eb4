/** East of UTC, as clocks on the wall show it where this runs. */
export function utcOffsetMinutes(atMs: number): number {
  return -new Date(atMs).getTimezoneOffset();
}
