import { useEffect, useEffectEvent, useLayoutEffect, useRef, type RefObject } from 'react';

export interface KeptScroll {
  /** What is scrolled, as it is remembered. */
  readonly name: string;
  /** What is open beside it, or null. At another one, such as a message that was just sent, it begins at the top. */
  readonly open: string | null;
  readonly scrolled: RefObject<HTMLElement | null>;
  /** How many rows there are: those that come in portions are waited for, until a person scrolls. */
  readonly rows: number;
}

interface Position {
  readonly topPx: number;
  readonly open: string | null;
}

const storageName = 'mailroom.scroll';

/** Keeps where something was scrolled to, so that it is there again after another screen, a reload and a restart. */
export function useKeptScroll({ name, open, scrolled, rows }: KeptScroll): void {
  const goalPx = useRef(readGoal(name, open));

  useLayoutEffect(() => {
    const element = scrolled.current;
    if (element === null || goalPx.current === 0) return;
    element.scrollTop = goalPx.current;
    if (element.scrollTop >= goalPx.current - 1) goalPx.current = 0;
  }, [scrolled, rows]);

  const keep = useEffectEvent((topPx: number) => {
    if (goalPx.current === 0) keepPosition(name, { topPx: Math.round(topPx), open });
  });

  useEffect(() => {
    const element = scrolled.current;
    if (element === null) return;
    const leaving = new AbortController();
    const options = { signal: leaving.signal, passive: true };
    const takeOver = (): void => void (goalPx.current = 0);
    for (const type of ['wheel', 'pointerdown', 'keydown']) element.addEventListener(type, takeOver, options);
    element.addEventListener('scrollend', () => keep(element.scrollTop), options);
    return () => leaving.abort();
  }, [scrolled]);

  useEffect(() => {
    if (scrolled.current !== null) keep(scrolled.current.scrollTop);
  }, [scrolled, open]);
}

function readGoal(name: string, open: string | null): number {
  const position = readPositions()[name];
  return position !== undefined && (open === null || open === position.open) ? position.topPx : 0;
}

function keepPosition(name: string, position: Position): void {
  try {
    localStorage.setItem(storageName, JSON.stringify({ ...readPositions(), [name]: position }));
  } catch {
    // The storage is full or forbidden: then it begins at the top.
  }
}

function readPositions(): Readonly<Partial<Record<string, Position>>> {
  try {
    return JSON.parse(localStorage.getItem(storageName) ?? '{}') as Partial<Record<string, Position>>;
  } catch {
    return {};
  }
}
