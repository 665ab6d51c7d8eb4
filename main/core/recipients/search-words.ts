/** How many words of a search count. */
export const MAX_TERMS = 4;

/** The words of a text in lower case and without accents, each after a space, so that ` ja` finds the beginning of one. */
export function searchWords(text: string): string {
  return wordsOf(text)
    .map((word) => ` ${word}`)
    .join('');
}

/** What is typed as beginnings of words. Empty when nothing can be looked for. */
export function searchTerms(typed: string): readonly string[] {
  return wordsOf(typed)
    .slice(0, MAX_TERMS)
    .map((word) => ` ${word}`);
}

function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return [...new Set(plain.split(/[^\p{L}\p{N}]+/u))].filter((word) => word !== '');
}
