import { outsideLink, type OutsideLink } from '../../contract/outside-link.ts';

/** This computer's own pages, which the sandbox tenant signs people in with. */
const loopbackHosts = new Set(['127.0.0.1', 'localhost']);

/** Null for everything that the system must not be asked to open: files, scripts, other programs' schemes. */
export function readExternalLink(text: string): OutsideLink | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return outsideLink(url, loopbackHosts.has(url.hostname));
}
