import type { MailContent } from '../ports/mail-service.ts';

/** How many pictures a text names by `cid:`, and how many of them are not in the message. Each name counts once. */
export function findPictures(
  body: MailContent['body'],
  files: readonly { readonly contentId: string | null }[],
): { readonly matched: number; readonly orphans: number } {
  if (body.contentType !== 'html') return { matched: 0, orphans: 0 };
  const shown = new Set([...body.content.matchAll(/src\s*=\s*["']?cid:([^"'\s>]+)/gi)].map((match) => match[1]));
  const attached = new Set(files.flatMap(({ contentId }) => contentId ?? []));
  const matched = [...shown].filter((contentId) => contentId !== undefined && attached.has(contentId)).length;
  return { matched, orphans: shown.size - matched };
}
