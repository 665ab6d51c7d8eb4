import { CannotShow, connectFrame } from './connect-frame.ts';
import { showFacts } from './show-facts.ts';
import { showImage } from './show-image.ts';
import { showTable } from './show-table.ts';
import { showText } from './show-text.ts';

connectFrame(async (order, into) => {
  if (order.kind !== 'file') throw new CannotShow('damaged');
  switch (order.view) {
    case 'image':
      return showImage(order, into);
    case 'text':
      return showText(order.bytes, into);
    case 'table':
      return showTable(order.bytes, into);
    case 'facts':
      return showFacts(order, into);
    case 'pdf':
    case 'mail':
    case 'word':
      throw new CannotShow('damaged');
  }
});
