import { Node } from '@tiptap/core';

/**
 * The signature: one element at the end, which the engine put there and puts another in place of. It is taken as a
 * whole, so that nobody writes into it by mistake; to have none, it is chosen away or deleted.
 */
export const signatureNode = Node.create({
  name: 'signature',
  group: 'block',
  content: 'block+',
  atom: true,
  isolating: true,
  selectable: true,
  addAttributes: () => ({
    id: {
      default: '',
      parseHTML: (element: HTMLElement) => element.dataset['signature'] ?? '',
      renderHTML: ({ id }: Record<string, unknown>) => ({ 'data-signature': String(id) }),
    },
  }),
  parseHTML: () => [{ tag: 'section[data-signature]' }],
  renderHTML: ({ HTMLAttributes }) => ['section', HTMLAttributes, 0],
  addNodeView: () => () => {
    const dom = document.createElement('section');
    dom.className = 'signature';
    dom.contentEditable = 'false';
    dom.setAttribute('aria-label', 'Signature');
    return { dom, contentDOM: dom };
  },
});
