import type { LetterPurpose, Signature } from '../../../contract/signatures.ts';

/** A signature stands in one element, which nothing else uses; what is inside never has another. */
const block = /<section data-signature="[^"]*">[\s\S]*?<\/section>/gi;

/** The text with this signature at its end, in place of the one that it has; null takes that away. */
export function placeSignature(html: string, signature: Pick<Signature, 'id' | 'html'> | null): string {
  const words = withoutSignature(html);
  if (signature === null) return words;
  const signed = `<section data-signature="${signature.id}">${signature.html}</section>`;
  // A person begins to write above it.
  if (words === '') return `<p></p>${signed}`;
  // The editor puts one element around the whole, which says what letters look like.
  return /^<div style="[^"]*">[\s\S]*<\/div>$/.test(words) ? `${words.slice(0, -6)}${signed}</div>` : words + signed;
}

export function withoutSignature(html: string): string {
  return html.replace(block, '');
}

export function hasSignature(html: string): boolean {
  return /<section data-signature="/i.test(html);
}

/** The content ids of the pictures that a text shows. */
export function shownPictures(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(/\ssrc\s*=\s*["']?cid:([^"'\s>]+)/gi)].flatMap(([, contentId]) => contentId ?? []));
}

/** Whether somebody wrote anything: a letter or a picture that is not the signature's. */
export function hasOwnWords(html: string): boolean {
  const words = withoutSignature(html);
  return /<(img|table|hr)\b/i.test(words) || words.replace(/<[^>]*>|&nbsp;|\s/g, '') !== '';
}

/** The one that stands below such a message by itself; null when none is meant to. */
export function defaultSignature(signatures: readonly Signature[], purpose: LetterPurpose): Signature | null {
  return signatures.find(({ forNew, forReplies }) => (purpose === 'new' ? forNew : forReplies)) ?? null;
}

/** As mail programs of many languages mark an answer or a forwarded message. */
export function purposeOf(subject: string): LetterPurpose {
  return /^\s*(re|aw|antw|sv|vs|fw|fwd|wg|tr|rv)\s*(\[\d+\])?\s*:/i.test(subject) ? 'reply' : 'new';
}
