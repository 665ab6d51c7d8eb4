/** How long everything can be paused from the window, in hours. */
export const pauseHours = [1, 4, 24] as const;

export function hoursWords(hours: number): string {
  return hours === 1 ? '1 hour' : `${String(hours)} hours`;
}
