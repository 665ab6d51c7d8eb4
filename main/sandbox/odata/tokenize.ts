import { badRequest } from '../http/graph-error.ts';

export interface Token {
  readonly kind: 'string' | 'word' | 'mark';
  /** A string without its quotes. */
  readonly text: string;
}

/** Splits a filter into strings, words (names, times, numbers) and marks. */
export function tokenize(text: string): Token[] {
  const pattern = /\s*(?:'((?:[^']|'')*)'|(-?\d[\w.:+-]*|[A-Za-z_@][\w/@.]*)|([(),:]))/y;
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const from = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw badRequest(`Invalid filter clause: syntax error at position ${from} in '${text}'.`);
    const [, quoted, word, mark] = match;
    if (quoted !== undefined) tokens.push({ kind: 'string', text: quoted.replaceAll("''", "'") });
    else tokens.push(word !== undefined ? { kind: 'word', text: word } : { kind: 'mark', text: mark ?? '' });
  }
  return tokens;
}
