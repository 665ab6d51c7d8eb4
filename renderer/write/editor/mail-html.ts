import type { Editor } from '@tiptap/core';
import { DOMSerializer } from '@tiptap/pm/model';

/** What mail programs show text in when nobody says anything is a matter of luck; this says it once, around the whole. */
const FRAME_STYLE = 'font-family: Aptos, Calibri, Arial, sans-serif; font-size: 11pt';

/** The editor's text as it is saved and sent. An empty text stays empty. */
export function toMailHtml({ state, schema, isEmpty }: Pick<Editor, 'state' | 'schema' | 'isEmpty'>): string {
  if (isEmpty) return '';
  // An inert document: in this page a picture's `cid:` would be taken for an address to load.
  const inert = document.implementation.createHTMLDocument();
  inert.body.append(DOMSerializer.fromSchema(schema).serializeFragment(state.doc.content, { document: inert }));
  for (const picture of inert.querySelectorAll('img[data-src]')) {
    picture.setAttribute('src', picture.getAttribute('data-src') ?? '');
    picture.removeAttribute('data-src');
  }
  return `<div style="${FRAME_STYLE}">${inert.body.innerHTML}</div>`;
}
