import type { CompositionText } from '../../../contract/compose.ts';
import type { MessageDraft } from '../../../contract/message.ts';
import type { Schedule } from '../../../contract/outbox.ts';
import { readRecipients } from '../compose/read-recipients.ts';
import type { MailContent } from '../ports/mail-service.ts';

/** What the draft in the mailbox shows meanwhile: the recipients that can be read, the words as they are. */
export function contentOf(text: CompositionText): MailContent {
  return {
    to: readable(text.to),
    cc: readable(text.cc),
    bcc: readable(text.bcc),
    replyTo: readable(text.replyTo),
    subject: text.subject.replace(/[\r\n\0]+/g, ' ').slice(0, 255),
    body: { contentType: 'html', content: text.html },
    importance: text.importance,
    categories: text.categories,
    requestReadReceipt: text.requestReadReceipt,
    requestDeliveryReceipt: text.requestDeliveryReceipt,
    deferUntil: null,
  };
}

/** The words of a message as its writer may go on with them. */
export function textOf(content: MailContent): CompositionText {
  const { contentType, content: words } = content.body;
  const html = contentType === 'html' ? words : `<p>${escapeHtml(words).replace(/\r?\n/g, '<br>')}</p>`;
  const { subject, importance, requestReadReceipt, requestDeliveryReceipt } = content;
  const lists = {
    to: typed(content.to),
    cc: typed(content.cc),
    bcc: typed(content.bcc),
    replyTo: typed(content.replyTo),
  };
  const options = { importance, categories: [...content.categories], requestReadReceipt, requestDeliveryReceipt };
  return { ...lists, subject, html, ...options };
}

function readable(fields: readonly string[]): MailContent['to'] {
  return fields.flatMap((one) => {
    const read = readRecipients([one]);
    return read.ok ? read.recipients : [];
  });
}

function typed(list: MailContent['to']): string[] {
  return list.map(({ name, address }) => (name === null ? address : `${JSON.stringify(name)} <${address}>`));
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

export function draftOf(text: CompositionText, schedule: Schedule | null = null): MessageDraft {
  return {
    ...text,
    text: null,
    attachments: [],
    overLimit: 'refuse' as const,
    ...(schedule ?? { sendAt: null, onServer: false }),
  };
}
