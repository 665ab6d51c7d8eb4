import type { Wanted, WordField } from '../../../core/files/search/file-search.ts';
import type { Vocabulary } from './vocabulary.ts';

export type WantedWords = Wanted & { readonly condition: Extract<Wanted['condition'], { kind: 'words' }> };

export function isWords(wanted: Wanted): wanted is WantedWords {
  return wanted.condition.kind === 'words';
}

export interface MatchExpression {
  readonly text: string;
  /** Whatever FTS5 finds with it is what was asked for; otherwise it may be more, but never less. */
  readonly isProven: boolean;
}

/**
 * What FTS5 is asked for these words. Null: no word that must be there, so it has nothing to begin with. Everything typed
 * is inside quotes as letters and digits alone, so none of it can be read as syntax.
 */
export function matchExpression(words: readonly WantedWords[], vocabulary: Vocabulary): MatchExpression | null {
  const parts = words.map((wanted) => ({ ...wanted, ...expressionOf(wanted.condition, vocabulary) }));
  const must = parts.filter(({ isNegated }) => !isNegated);
  if (must.length === 0) return null;
  const not = parts.filter(({ isNegated, isProven }) => isNegated && isProven);
  return {
    text: [must.map(({ text }) => text).join(' AND '), ...not.map(({ text }) => text)].join(' NOT '),
    isProven: parts.every(({ isProven }) => isProven),
  };
}

/** The index keeps no positions, so it cannot tell a phrase from its words. */
function expressionOf({ field, words, isPhrase }: WantedWords['condition'], vocabulary: Vocabulary): MatchExpression {
  const parts = words.map((word, index) =>
    isPhrase || index < words.length - 1 ? { text: `"${word}"`, isProven: true } : beginningOf(word, vocabulary),
  );
  return {
    text: `${columnFilter(field)}(${parts.map(({ text }) => text).join(' AND ')})`,
    isProven: parts.every(({ isProven }) => isProven) && (!isPhrase || words.length === 1),
  };
}

/** FTS5 streams words and stored prefixes from either end, but gathers all rows of any other beginning before the first. */
function beginningOf(word: string, { longestPrefix, completions }: Vocabulary): MatchExpression {
  const letters = Array.from(word);
  if (letters.length <= longestPrefix) return { text: `"${word}"*`, isProven: true };
  const all = completions(word);
  if (all === null) return { text: `"${letters.slice(0, longestPrefix).join('')}"*`, isProven: false };
  return { text: `(${(all.length === 0 ? [word] : all).map((one) => `"${one}"`).join(' OR ')})`, isProven: true };
}

function columnFilter(field: WordField): string {
  return field === 'any' || field === 'recipients' ? '' : `${field} : `;
}
