import { makeElement } from './make-element.ts';

const ZOOM_STEP = 1.25;

interface ToolbarOptions {
  readonly pageCount: number;
  readonly zoomBy: (factor: number) => void;
  readonly fit: () => void;
  readonly goTo: (page: number) => void;
}

/** Page number, count and zoom of a document. */
export function makeToolbar(options: ToolbarOptions): { element: HTMLElement; setPage: (page: number) => void } {
  const { pageCount, zoomBy, fit, goTo } = options;
  const field = makeElement('input', { className: 'page-number' });
  field.value = '1';
  field.inputMode = 'numeric';
  field.ariaLabel = 'Page';
  field.addEventListener('change', () => {
    const page = Number.parseInt(field.value, 10);
    if (page >= 1 && page <= pageCount) goTo(page);
  });
  const element = makeElement(
    'div',
    { className: 'toolbar' },
    makeElement('label', {}, 'Page ', field, ` of ${pageCount.toLocaleString('en-GB')}`),
    makeButton('−', 'Smaller', () => zoomBy(1 / ZOOM_STEP)),
    makeButton('+', 'Larger', () => zoomBy(ZOOM_STEP)),
    makeButton('Fit', 'As wide as the window', fit),
  );
  const setPage = (page: number): void => {
    if (document.activeElement !== field) field.value = String(page);
  };
  return { element, setPage };
}

function makeButton(words: string, title: string, press: () => void): HTMLElement {
  const button = makeElement('button', { title }, words);
  button.ariaLabel = title;
  button.addEventListener('click', press);
  return button;
}
