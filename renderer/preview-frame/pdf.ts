import { CannotShow, connectFrame } from './connect-frame.ts';
import { openPdf } from './open-pdf.ts';
import { showPages } from './show-pages.ts';

connectFrame(async (order, into) => {
  if (order.kind !== 'file') throw new CannotShow('damaged');
  const pdf = await openPdf(order.bytes);
  await showPages(pdf, into);
});
