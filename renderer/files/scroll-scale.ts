/**
 * A browser lays out no more than some 33 million pixels, at 400 % zoom a quarter of that. A longer list gets a scroll bar
 * that is shorter than itself. @testexport
 */
export const mostPx = 8_000_000;

export interface ScrollSpan {
  /** Of the whole list. */
  readonly listPx: number;
  /** Of what is seen of it. */
  readonly viewPx: number;
}

export interface ScrollPlace {
  /** What of the list lies above what is seen. */
  readonly topPx: number;
  /** Where the scroll bar stands. */
  readonly barPx: number;
}

export function barHeightPx({ listPx }: ScrollSpan): number {
  return Math.min(listPx, mostPx);
}

/**
 * Where in the list a scroll bar leads that was moved to `barPx`. Small steps, as of a wheel, are the same in the list; a
 * large one is somebody who drags the bar.
 */
export function followBar(before: ScrollPlace, barPx: number, span: ScrollSpan): ScrollPlace {
  const { viewPx } = span;
  const [listEnd, barEnd] = ends(span);
  if (barEnd <= 0) return { topPx: 0, barPx };
  if (barPx <= 0) return { topPx: 0, barPx };
  if (barPx >= barEnd - 1) return { topPx: listEnd, barPx };
  const stepPx = barPx - before.barPx;
  const topPx = Math.abs(stepPx) <= 2 * viewPx ? before.topPx + stepPx : (barPx / barEnd) * listEnd;
  return { topPx: clamp(topPx, listEnd), barPx };
}

/** A place in the list, and where the bar belongs for it. */
export function placeAt(topPx: number, span: ScrollSpan): ScrollPlace {
  const [listEnd, barEnd] = ends(span);
  const top = clamp(topPx, listEnd);
  return { topPx: top, barPx: listEnd <= 0 ? 0 : (top / listEnd) * barEnd };
}

/** The top that shows a line whole, moving as little as possible. */
export function topThatShows(index: number, linePx: number, topPx: number, viewPx: number): number {
  const [start, end] = [index * linePx, (index + 1) * linePx];
  if (start < topPx) return start;
  return end > topPx + viewPx ? end - viewPx : topPx;
}

function ends(span: ScrollSpan): readonly [listEnd: number, barEnd: number] {
  return [Math.max(0, span.listPx - span.viewPx), Math.max(0, barHeightPx(span) - span.viewPx)];
}

function clamp(topPx: number, listEnd: number): number {
  return Math.min(Math.max(0, topPx), listEnd);
}
