import type { LineRange } from './use-line-window.ts';

/** Those that are seen, and the one that has the focus, wherever it is: without it the focus would be lost. */
export function linesToDraw({ first, last }: LineRange, count: number, active: number): readonly number[] {
  const seen = Array.from({ length: Math.max(0, Math.min(last, count - 1) - first + 1) }, (_, at) => first + at);
  if (active < first && active < count) return [active, ...seen];
  return active > last && active < count ? [...seen, active] : seen;
}
