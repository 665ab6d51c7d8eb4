import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { barHeightPx, followBar, placeAt, type ScrollPlace, topThatShows } from './scroll-scale.ts';

export interface LineRange {
  readonly first: number;
  readonly last: number;
  /** Lines are placed from here on, so that their distances stay small numbers. */
  readonly base: number;
}

export interface LineWindow {
  /** Scrolls. */
  readonly bar: RefObject<HTMLDivElement | null>;
  /** Holds the lines, moved by what was scrolled. */
  readonly moved: RefObject<HTMLDivElement | null>;
  readonly range: LineRange;
  readonly heightPx: number;
  readonly viewPx: number;
  onScroll(): void;
  show(index: number): void;
  /** Lines came or went above: what is seen stays where it is. */
  shift(lines: number): void;
  /** The first line that is seen, or null at the very top, where new ones are wanted to be seen. */
  topLine(): number | null;
}

const overscan = 6;
const settleMs = 160;
/** Lines far from the base begin anew from another one. */
const baseStep = 1000;

/**
 * Shows a part of a list of any length: what is seen stands still in a box that sticks to the window, and is moved
 * inside of it in the same frame in which the bar moves. So no frame is empty, however far somebody jumps.
 */
export function useLineWindow(count: number, linePx: number): LineWindow {
  const bar = useRef<HTMLDivElement>(null);
  const moved = useRef<HTMLDivElement>(null);
  const place = useRef<ScrollPlace>({ topPx: 0, barPx: 0 });
  const settling = useRef<number | undefined>(undefined);
  const [viewPx, setViewPx] = useState(0);
  const [range, setRange] = useState<LineRange>({ first: 0, last: 0, base: 0 });
  const span = { listPx: count * linePx, viewPx };

  function draw(): void {
    const { topPx } = place.current;
    const first = Math.max(0, Math.floor(topPx / linePx) - overscan);
    const last = Math.min(count - 1, Math.ceil((topPx + viewPx) / linePx) + overscan);
    const base = Math.floor(first / baseStep) * baseStep;
    if (moved.current !== null) moved.current.style.transform = `translateY(${base * linePx - Math.round(topPx)}px)`;
    setRange((before) =>
      before.first === first && before.last === last && before.base === base ? before : { first, last, base },
    );
  }

  /** The bar goes to where it belongs, once nobody moves it. */
  function settle(): void {
    window.clearTimeout(settling.current);
    settling.current = window.setTimeout(() => moveTo(place.current.topPx), settleMs);
  }

  function moveTo(topPx: number): void {
    const next = placeAt(topPx, span);
    const element = bar.current;
    if (element === null) return;
    if (Math.abs(element.scrollTop - next.barPx) > 1) element.scrollTop = next.barPx;
    place.current = { topPx: next.topPx, barPx: element.scrollTop };
    draw();
  }

  useLayoutEffect(() => {
    const element = bar.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setViewPx(element.clientHeight));
    observer.observe(element);
    setViewPx(element.clientHeight);
    return () => observer.disconnect();
  }, []);
  const linePxBefore = useRef(linePx);
  useLayoutEffect(() => {
    const topPx = (place.current.topPx / linePxBefore.current) * linePx;
    linePxBefore.current = linePx;
    moveTo(topPx);
  }, [count, linePx, viewPx]);
  useEffect(() => () => window.clearTimeout(settling.current), []);

  return {
    bar,
    moved,
    range,
    heightPx: barHeightPx(span),
    viewPx,
    onScroll() {
      const barPx = bar.current?.scrollTop ?? 0;
      if (barPx === place.current.barPx) return;
      place.current = followBar(place.current, barPx, span);
      flushSync(draw);
      settle();
    },
    show(index) {
      moveTo(topThatShows(index, linePx, place.current.topPx, viewPx));
    },
    shift(lines) {
      if (lines !== 0) moveTo(place.current.topPx + lines * linePx);
    },
    topLine() {
      return place.current.topPx < linePx ? null : Math.ceil(place.current.topPx / linePx);
    },
  };
}
