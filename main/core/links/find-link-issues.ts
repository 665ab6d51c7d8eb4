import type { CompositionFile, CompositionText, Finding } from '../../../contract/compose.ts';
import { readRecipients } from '../compose/read-recipients.ts';

/** A link is for the sender's organisation: whom it shuts out is said before it leaves. */
export function findLinkIssues(
  text: CompositionText,
  files: readonly CompositionFile[],
  ownDomain: string,
): readonly Finding[] {
  const links = files.filter(({ path }) => path === 'link');
  const read = readRecipients([...text.to, ...text.cc, ...text.bcc]);
  if (links.length === 0 || !read.ok) return [];
  const outside = read.recipients
    .map(({ address }) => address.toLowerCase())
    .filter((address) => !address.endsWith(`@${ownDomain}`));
  const [first] = outside;
  if (first === undefined) return [];
  const whom = outside.length === 1 ? first : `${first} and ${String(outside.length - 1)} more`;
  const what = links.length === 1 ? `the link to ${links[0]?.name ?? ''}` : `the ${String(links.length)} links`;
  const message = `${whom} may not be able to open ${what}: it is for people in ${ownDomain}.`;
  return [{ kind: 'linkForInside', blocks: false, message, field: `to:${outside.join(',')}` }];
}
