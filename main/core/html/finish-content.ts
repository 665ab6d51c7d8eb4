import type { MailContent } from '../ports/mail-service.ts';
import type { HtmlChanges, OutgoingHtml } from '../ports/outgoing-html.ts';

interface FinishedContent {
  readonly content: MailContent;
  /** What was taken out. */
  readonly changes: HtmlChanges;
}

/** The last step before the words of a message are fixed: what leaves is clean, whoever wrote it and by whatever door. */
export function finishContent(html: OutgoingHtml, content: MailContent, asText: boolean): FinishedContent {
  const { body } = content;
  if (body.contentType !== 'html') return { content, changes: {} };
  if (asText)
    return { content: { ...content, body: { contentType: 'text', content: html.toText(body.content) } }, changes: {} };
  const clean = html.clean(body.content);
  return { content: { ...content, body: { contentType: 'html', content: clean.html } }, changes: clean.changes };
}
