import type { CleanHtml, OutgoingHtml } from '../../core/ports/outgoing-html.ts';
import { cleanMailHtml } from './clean-mail-html.ts';
import { mailText } from './mail-text.ts';

/** Without a browser. The last answer is kept: while a message is written, it is asked for the same text again and again. */
export function nodeOutgoingHtml(): OutgoingHtml {
  let last: { readonly html: string; readonly answer: CleanHtml } = { html: '', answer: { html: '', changes: {} } };

  function clean(html: string): CleanHtml {
    if (html !== last.html) last = { html, answer: cleanMailHtml(html) };
    return last.answer;
  }

  return { clean, toText: (html) => mailText(clean(html).html) };
}
