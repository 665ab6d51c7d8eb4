import type { PreviewOrder } from './preview-messages.ts';

/** One page a family of views, so that a picture does not load what reads PDFs. */
export type PreviewPage = 'plain' | 'pdf' | 'document';

export function pageOf(order: PreviewOrder): PreviewPage {
  if (order.kind === 'body') return 'document';
  switch (order.view) {
    case 'image':
    case 'text':
    case 'table':
    case 'facts':
      return 'plain';
    case 'pdf':
      return 'pdf';
    case 'mail':
    case 'word':
      return 'document';
  }
}

export function addressOf(page: PreviewPage): string {
  return `/preview/${page}.html`;
}
