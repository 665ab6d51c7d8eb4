import { type PDFDocumentProxy, type PDFPageProxy, type RenderTask, TextLayer } from 'pdfjs-dist';

/** More pixels than any screen has: a page that claims to be huge is drawn coarser. */
const MOST_PIXELS = 16_000_000;

export interface PageView {
  draw(zoom: number): void;
  close(): void;
}

/** One page on its place: its picture, and its text above it, invisible, to be selected and read aloud. */
export function viewPage(pdf: PDFDocumentProxy, pageNumber: number, into: HTMLElement): PageView {
  let isOpen = true;
  let rendering: RenderTask | null = null;
  let turn = 0;

  async function draw(zoom: number): Promise<void> {
    const mine = (turn += 1);
    rendering?.cancel();
    const page = await pdf.getPage(pageNumber);
    if (!isOpen || mine !== turn) return;
    const { canvas, task } = startDrawing(page, zoom, into);
    rendering = task;
    await task.promise;
    if (!isOpen || mine !== turn) return;
    const text = document.createElement('div');
    text.className = 'page-text';
    into.replaceChildren(canvas, text);
    const textContentSource = await page.getTextContent();
    if (!isOpen || mine !== turn) return;
    await new TextLayer({ textContentSource, container: text, viewport: page.getViewport({ scale: zoom }) }).render();
  }

  return {
    draw(zoom) {
      // A page that cannot be drawn stays white; so does one that was cancelled.
      draw(zoom).catch(() => undefined);
    },
    close() {
      isOpen = false;
      rendering?.cancel();
      into.replaceChildren();
    },
  };
}

function startDrawing(
  page: PDFPageProxy,
  zoom: number,
  into: HTMLElement,
): { canvas: HTMLCanvasElement; task: RenderTask } {
  const { width, height } = page.getViewport({ scale: 1 });
  into.style.setProperty('--page-width', String(width));
  into.style.setProperty('--page-height', String(height));
  const sharp = zoom * window.devicePixelRatio;
  const scale = Math.min(sharp, Math.sqrt(MOST_PIXELS / (width * height)));
  const viewport = page.getViewport({ scale });
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  into.style.setProperty('--total-scale-factor', String(zoom));
  return { canvas, task: page.render({ canvas, viewport, annotationMode: 0 }) };
}
