import { searchWords } from '../files/search/search-words.ts';

/** How many words of a search count. */
const MAX_TERMS = 4;

/** The words of a name and an address, each once and after a space, so that ` ja` finds the beginning of one. */
export function addressWords(text: string): string {
  return spaced(text).join('');
}

/** What is typed as beginnings of words. Empty when nothing can be looked for. */
export function searchTerms(typed: string): readonly string[] {
  return spaced(typed).slice(0, MAX_TERMS);
}

function spaced(text: string): readonly string[] {
  return [...new Set(searchWords(text))].map((word) => ` ${word}`);
}
