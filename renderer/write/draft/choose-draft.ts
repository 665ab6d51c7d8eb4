import type { Composition } from '../../../contract/compose.ts';

/** Whether nothing was written: such a draft is used again instead of starting another. */
export function isUntouched({ text, files }: Pick<Composition, 'text' | 'files'>): boolean {
  const recipients = text.to.length + text.cc.length + text.bcc.length;
  const hasFiles = files.some(({ contentId }) => contentId === null);
  return recipients === 0 && text.subject.trim() === '' && !hasFiles && isEmptyHtml(text.html);
}

/**
 * Whether a text has neither a letter nor a picture of its own: the signature came by itself.
 * @testexport
 */
export function isEmptyHtml(html: string): boolean {
  const own = html.replace(/<section data-signature="[^"]*">[\s\S]*?<\/section>/gi, '');
  return !/<img\b/i.test(own) && own.replace(/<[^>]*>|&nbsp;|\s/g, '') === '';
}

/** What Write opens without being told: the message edited last, so that a reload or a crash changes nothing. */
export function chooseDraft(drafts: readonly Composition[], discarding: ReadonlySet<string>): Composition | null {
  return drafts.find(({ id }) => !discarding.has(id)) ?? null;
}

/** How a draft is called in a list. */
export function draftTitle({ text }: Pick<Composition, 'text'>): string {
  return text.subject.trim() === '' ? 'No subject yet' : text.subject.trim();
}
