import type { PDFDocumentProxy } from 'pdfjs-dist';
import { makeElement } from './make-element.ts';
import { makeToolbar } from './pdf-toolbar.ts';
import { type PageView, viewPage } from './view-page.ts';

const SIDE_PX = 32;
const GAP_PX = 12;
const MIN_ZOOM = 0.1;
const MAX_ZOOM = 4;
/** A browser lays out no higher than about 33 million. */
const MOST_HEIGHT_PX = 30_000_000;

/** All pages under each other, as wide as the window; those that can be seen are drawn, the others only have their place. */
export async function showPages(pdf: PDFDocumentProxy, into: HTMLElement): Promise<void> {
  const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
  const highest = Math.min(MAX_ZOOM, MOST_HEIGHT_PX / ((height + GAP_PX) * pdf.numPages));
  const pages = Array.from({ length: pdf.numPages }, (_, at) => {
    const page = makeElement('div', { className: 'page' });
    page.role = 'group';
    page.ariaLabel = `Page ${String(at + 1)}`;
    return page;
  });
  const list = makeElement('div', { className: 'pages' }, ...pages);
  const scroller = makeElement('div', { className: 'scroller', tabIndex: 0 }, list);
  list.style.setProperty('--page-width', String(width));
  list.style.setProperty('--page-height', String(height));

  const views = new Map<Element, PageView>();
  let zoom = 1;
  const setZoom = (wanted: number): void => {
    const place = scroller.scrollTop / zoom;
    zoom = Math.max(MIN_ZOOM, Math.min(wanted, highest));
    list.style.setProperty('--zoom', String(zoom));
    scroller.scrollTop = place * zoom;
    for (const view of views.values()) view.draw(zoom);
  };
  const fit = (): number => Math.min(1.5, (scroller.clientWidth - SIDE_PX) / width);

  const toolbar = makeToolbar({
    pageCount: pdf.numPages,
    zoomBy: (factor) => setZoom(zoom * factor),
    fit: () => setZoom(fit()),
    goTo: (page) => pages[page - 1]?.scrollIntoView({ block: 'start' }),
  });
  into.className = 'fill';
  into.append(toolbar.element, scroller);
  scroller.addEventListener('scroll', () => toolbar.setPage(pageAt(scroller, pages)), { passive: true });
  setZoom(fit());

  const seen = new IntersectionObserver((entries) => entries.forEach(follow), { root: scroller, rootMargin: '60%' });
  function follow({ target, isIntersecting }: IntersectionObserverEntry): void {
    const at = pages.findIndex((page) => page === target);
    const page = pages[at];
    if (page === undefined || isIntersecting === views.has(page)) return;
    if (isIntersecting) {
      const view = viewPage(pdf, at + 1, page);
      views.set(page, view);
      view.draw(zoom);
    } else {
      views.get(page)?.close();
      views.delete(page);
    }
  }
  for (const page of pages) seen.observe(page);
}

/** The page in the middle of the window, from 1 on. All are nearly of one height, so a guess is close. */
function pageAt(scroller: HTMLElement, pages: readonly HTMLElement[]): number {
  const middle = scroller.scrollTop + scroller.clientHeight / 2;
  let at = Math.floor((middle / scroller.scrollHeight) * pages.length);
  while (at > 0 && (pages[at]?.offsetTop ?? 0) > middle) at -= 1;
  while (at < pages.length - 1 && (pages[at + 1]?.offsetTop ?? Infinity) <= middle) at += 1;
  return Math.min(at, pages.length - 1) + 1;
}
