import { makeElement } from './make-element.ts';

const ROW_PX = 28;
/** Rows above and below the window that are there already. */
const SPARE_ROWS = 20;

interface WindowedRows {
  /** Of each column, in characters. */
  readonly widths: readonly number[];
  readonly heads: readonly HTMLElement[];
  readonly rowCount: number;
  readonly renderRow: (at: number) => readonly HTMLElement[];
}

/** A table that scrolls as if all its rows were there, and has only those that can be seen. */
export function showWindowedRows(into: HTMLElement, { widths, heads, rowCount, renderRow }: WindowedRows): void {
  const columns = widths.map((width) => {
    const column = document.createElement('col');
    column.style.width = `calc(${String(width)}ch + 24px)`;
    return column;
  });
  const [above, below] = [makeSpace(), makeSpace()];
  const body = makeElement('tbody', {});
  const headRow = makeElement('tr', {}, ...heads);
  headRow.ariaRowIndex = '1';
  const table = makeElement(
    'table',
    { className: 'table' },
    makeElement('colgroup', {}, ...columns),
    makeElement('thead', {}, headRow),
    above,
    body,
    below,
  );
  table.ariaRowCount = String(rowCount + 1);
  const scroller = makeElement('div', { className: 'scroller', tabIndex: 0 }, table);

  let drawn = -1;
  function draw(): void {
    const visible = Math.ceil(scroller.clientHeight / ROW_PX);
    const first = Math.max(0, Math.floor(scroller.scrollTop / ROW_PX) - SPARE_ROWS);
    // An even first row, so that stripes stay where they are.
    const start = first - (first % 2);
    if (start === drawn) return;
    drawn = start;
    const end = Math.min(rowCount, start + visible + 2 * SPARE_ROWS);
    body.replaceChildren(...Array.from({ length: end - start }, (_, at) => makeRow(start + at, renderRow)));
    setSpace(above, start);
    setSpace(below, rowCount - end);
  }
  scroller.addEventListener('scroll', draw, { passive: true });
  new ResizeObserver(() => {
    drawn = -1;
    draw();
  }).observe(scroller);
  into.append(scroller);
}

function makeRow(at: number, renderRow: WindowedRows['renderRow']): HTMLElement {
  const row = makeElement('tr', {}, ...renderRow(at));
  row.ariaRowIndex = String(at + 2);
  return row;
}

function makeSpace(): HTMLElement {
  const space = makeElement('tbody', {}, makeElement('tr', {}, makeElement('td', {})));
  space.ariaHidden = 'true';
  return space;
}

function setSpace(space: HTMLElement, rows: number): void {
  space.hidden = rows === 0;
  const row = space.firstElementChild;
  if (row instanceof HTMLElement) row.style.height = `${String(rows * ROW_PX)}px`;
}
