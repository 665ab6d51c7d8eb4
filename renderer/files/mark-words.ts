import type { FilePage } from '../../contract/files.ts';

export interface MarkedPart {
  readonly text: string;
  readonly isMarked: boolean;
}

/** The words that were looked for in names, as the engine understood them. */
export function wordsInNames(terms: FilePage['terms']): readonly string[] {
  return terms
    .filter(({ operator, text }) => (operator === null || operator === 'name') && !text.startsWith('-'))
    .flatMap(({ text }) => text.replace(/^name:/i, '').split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word !== '');
}

/** A name cut where words that were looked for begin and end. */
export function markWords(name: string, words: readonly string[]): readonly MarkedPart[] {
  if (words.length === 0) return [{ text: name, isMarked: false }];
  const any = new RegExp(`(${words.toSorted((a, b) => b.length - a.length).join('|')})`, 'giu');
  return name
    .split(any)
    .map((text, index) => ({ text, isMarked: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
