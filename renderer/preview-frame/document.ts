import type { BodyOrder } from '../preview/preview-messages.ts';
import { CannotShow, connectFrame, type Tell } from './connect-frame.ts';
import { readPictures, showHtml } from './show-html.ts';
import { showMail } from './show-mail.ts';
import { showPlainBody } from './show-plain-body.ts';
import { showWord } from './show-word.ts';

connectFrame(async (order, into, tell) => {
  if (order.kind === 'body') return showBody(order, into, tell);
  switch (order.view) {
    case 'mail':
      return showMail(order.bytes, into, tell);
    case 'word':
      return showWord(order.bytes, into, tell);
    case 'image':
    case 'text':
    case 'table':
    case 'pdf':
    case 'facts':
      throw new CannotShow('damaged');
  }
});

function showBody({ contentType, content, pictures }: BodyOrder, into: HTMLElement, tell: Tell): void {
  into.className = 'body';
  if (contentType === 'html') showHtml(content, readPictures(pictures), into, tell);
  else showPlainBody(content, into);
  new ResizeObserver(() => tell({ kind: 'height', heightPx: into.scrollHeight })).observe(into);
}
