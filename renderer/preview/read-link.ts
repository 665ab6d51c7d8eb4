import { outsideLink, type OutsideLink } from '../../contract/outside-link.ts';

/** Null for everything that nobody is even asked about. */
export function readLink(text: string): OutsideLink | null {
  return URL.canParse(text) ? outsideLink(new URL(text)) : null;
}
