import type { CompositionFile, CompositionText, Finding } from '../../../contract/compose.ts';
import type { OutgoingHtml } from '../ports/outgoing-html.ts';
import { shownPictures, withoutSignature } from '../signatures/place-signature.ts';
import { openVariables } from '../templates/must-be-filled-in.ts';
import { describeChanges } from './describe-changes.ts';

/** What a person may have overlooked in subject and text. */
export function findWordIssues(text: CompositionText, files: readonly CompositionFile[]): readonly Finding[] {
  return [
    ...unresolvedIssues(text),
    ...pictureIssues(text, files),
    ...forgottenIssues(text, files),
    ...(text.subject.trim() === '' ? [remark('emptySubject', 'The subject is empty.', 'subject')] : []),
  ];
}

/** What will be taken out at Send; plain words have nothing to take out. */
export function findLeftOut(html: OutgoingHtml, text: CompositionText): readonly Finding[] {
  const out = text.asText === true ? null : describeChanges(html.clean(text.html).changes);
  return out === null ? [] : [remark('leftOut', `Will be left out of the text: ${out}.`, 'html')];
}

/** None is sent unresolved (row C17). */
function unresolvedIssues({ subject, html }: CompositionText): readonly Finding[] {
  const [first, ...others] = openVariables(subject, html);
  if (first === undefined) return [];
  const more = others.length === 0 ? 'is' : `and ${String(others.length)} more are`;
  const message = `{{${first}}} ${more} not filled in.`;
  return [{ kind: 'unresolvedField', blocks: true, message, field: `variable:${first}` }];
}

function pictureIssues({ html, asText }: CompositionText, files: readonly CompositionFile[]): readonly Finding[] {
  const shown = asText === true ? new Set<string>() : shownPictures(html);
  const attached = new Set(files.flatMap(({ contentId }) => contentId ?? []));
  const isOrphaned = [...shown].some((contentId) => !attached.has(contentId));
  const unshown = files.filter(({ contentId }) => contentId !== null && !shown.has(contentId));
  return [
    ...(isOrphaned ? [remark('orphanImage', 'A picture in the text is not attached any more.', 'html')] : []),
    ...unshown.map(({ name, file }) => {
      const why = asText === true ? 'Plain text shows no pictures' : 'The text does not show it any more';
      return remark('unshownPicture', `“${name}” goes along as a file. ${why}.`, `file:${String(file)}`);
    }),
  ];
}

/** Looks only at one's own words: not at what is quoted, nor at what stands below every message (row C14). */
function forgottenIssues({ html }: CompositionText, files: readonly CompositionFile[]): readonly Finding[] {
  const promise = /\b(attach(ed|ment|ments)?|enclosed|anbei|im anhang|ci-joint|pi[eè]ce jointe)\b/iu;
  if (!promise.test(ownWords(withoutSignature(html))) || files.some(({ contentId }) => contentId === null)) return [];
  return [remark('forgottenAttachment', 'The text speaks of an attachment, and none is there.', 'files')];
}

function ownWords(html: string): string {
  return html
    .replace(/<blockquote[\s\S]*?<\/blockquote>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ');
}

function remark(kind: Finding['kind'], message: string, field: string): Finding {
  return { kind, blocks: false, message, field };
}
