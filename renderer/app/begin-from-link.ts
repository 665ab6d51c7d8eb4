import type { MailtoFields } from '../../contract/desktop.ts';
import type { OutboxId } from '../../contract/ids.ts';
import type { ApiClient } from '../client/connection.ts';

/** A new message with what a `mailto:` link brought. It is only begun: a person reads it before anything leaves. */
export async function beginFromLink(
  compose: Pick<ApiClient['compose'], 'start' | 'save'>,
  { to, cc, bcc, subject, text }: MailtoFields,
): Promise<OutboxId> {
  const { id, revision } = await compose.start({ account: null });
  const recipients = { to: [...to], cc: [...cc], bcc: [...bcc] };
  await compose.save({ id, revision, text: { ...recipients, subject, html: htmlOf(text), importance: 'normal' } });
  return id;
}

/** A paragraph for each line: what looks like markup in a link is text. */
function htmlOf(text: string): string {
  if (text.trim() === '') return '';
  const lines = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').split(/\r?\n/);
  return lines.map((line) => `<p>${line}</p>`).join('');
}
