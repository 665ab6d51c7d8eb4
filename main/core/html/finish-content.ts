import type { MailContent } from '../ports/mail-service.ts';
import type { HtmlChanges, OutgoingHtml } from '../ports/outgoing-html.ts';

/** The last step before the words of a message are fixed: what leaves is clean, whoever wrote it and by whatever door. */
export function finishContent(
  html: OutgoingHtml,
  content: MailContent,
): { readonly content: MailContent; readonly changes: HtmlChanges } {
  if (content.body.contentType !== 'html') return { content, changes: {} };
  const clean = html.clean(content.body.content);
  return { content: { ...content, body: { contentType: 'html', content: clean.html } }, changes: clean.changes };
}
