import type { MailtoFields } from '../../contract/desktop.ts';
import type { OutboxId } from '../../contract/ids.ts';
import type { ApiClient } from '../client/connection.ts';

/** A new message with what a `mailto:` link brought. It is only begun: a person reads it before anything leaves. */
export async function beginFromLink(
  compose: Pick<ApiClient['compose'], 'start' | 'save'>,
  { to, cc, bcc, subject, text }: MailtoFields,
): Promise<OutboxId> {
  const purpose = /^\s*(re|aw|fwd?)\s*:/i.test(subject) ? 'reply' : 'new';
  const { id, revision, text: begun } = await compose.start({ account: null, purpose });
  const recipients = { to: [...to], cc: [...cc], bcc: [...bcc] };
  // Above the signature that it begins with.
  const html = htmlOf(text) + begun.html;
  await compose.save({ id, revision, text: { ...begun, ...recipients, subject, html } });
  return id;
}

/** A paragraph for each line: what looks like markup in a link is text. */
function htmlOf(text: string): string {
  if (text.trim() === '') return '';
  const lines = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').split(/\r?\n/);
  return lines.map((line) => `<p>${line}</p>`).join('');
}
