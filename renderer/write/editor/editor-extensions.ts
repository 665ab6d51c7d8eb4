import type { Extensions } from '@tiptap/core';
import { TableKit } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';
import { createPictureNode } from './picture-node.ts';
import type { PictureShelf } from './picture-shelf.ts';
import { signatureNode } from './signature-node.ts';

const CELL_STYLE = 'border: 1px solid #857d6d; padding: 4px 8px; vertical-align: top';

/** Without a shelf the text takes no pictures. Styles stand in the elements themselves: mail programs drop style sheets. */
export function editorExtensions(pictures: PictureShelf | null): Extensions {
  return [
    StarterKit.configure({
      heading: { levels: [1, 2, 3] },
      link: {
        openOnClick: false,
        defaultProtocol: 'https',
        isAllowedUri: isMailableAddress,
        shouldAutoLink: isMailableAddress,
        HTMLAttributes: { target: null, rel: null, class: null },
      },
      // Below the signature nothing is written.
      trailingNode: { notAfter: ['signature'] },
      codeBlock: { HTMLAttributes: { style: 'font-family: Consolas, monospace; white-space: pre-wrap' } },
      blockquote: { HTMLAttributes: { style: 'border-left: 3px solid #d5cfc2; margin: 0; padding-left: 12px' } },
    }),
    TableKit.configure({
      table: { resizable: false, HTMLAttributes: { style: 'border-collapse: collapse' } },
      tableCell: { HTMLAttributes: { style: CELL_STYLE } },
      tableHeader: { HTMLAttributes: { style: `${CELL_STYLE}; text-align: left; background: #ece8df` } },
    }),
    ...(pictures === null ? [] : [createPictureNode(pictures)]),
    signatureNode,
  ];
}

/** Links lead to the web or to a mailbox, nowhere else. */
export function isMailableAddress(address: string): boolean {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  return URL.canParse(whole) && ['https:', 'http:', 'mailto:'].includes(new URL(whole).protocol);
}
