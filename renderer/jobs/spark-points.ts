import { countWords } from '../ui/format/count-words.ts';

/** The points of a line through 24 values, for an SVG polyline of this size. The line stays inside by its own width. */
export function sparkPoints(values: readonly number[], widthPx: number, heightPx: number): string {
  const most = Math.max(1, ...values);
  const stepPx = widthPx / Math.max(1, values.length - 1);
  const [top, bottom] = [1.5, heightPx - 1.5];
  return values
    .map((value, index) => `${round(index * stepPx)},${round(bottom - (value / most) * (bottom - top))}`)
    .join(' ');
}

/** The same for those who do not see it: "214 in 24 h, most 88 in one hour, 3 h ago". */
export function sparkWords(values: readonly number[]): string {
  const sum = values.reduce((total, value) => total + value, 0);
  if (sum === 0) return 'None in the last 24 h';
  const most = Math.max(...values);
  const hoursAgo = values.length - 1 - values.lastIndexOf(most);
  const when = hoursAgo === 0 ? 'in this hour' : `${countWords(hoursAgo, 'hour')} ago`;
  return `${countWords(sum, 'death')} in the last 24 h, at most ${String(most)} in an hour, ${when}`;
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
