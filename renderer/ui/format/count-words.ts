import { locale } from './locale.ts';

const whole = new Intl.NumberFormat(locale);

export function formatCount(count: number): string {
  return whole.format(count);
}

/** "1 file", "3 files"; words with another plural give it. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** "a@x", "a@x and b@x", "a@x and 2 more". */
export function listWords(items: readonly string[]): string {
  const [first, second] = items;
  if (first === undefined) return '';
  if (second === undefined) return first;
  return items.length === 2 ? `${first} and ${second}` : `${first} and ${items.length - 1} more`;
}
