/** A part of a search as it was typed. */
export interface RawTerm {
  readonly isNegated: boolean;
  /** Letters before a colon, in lower case, whether or not there is such an operator. */
  readonly operator: string | null;
  readonly value: string;
  readonly isQuoted: boolean;
}

const term = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S*))/giy;

/** Parts end at spaces outside quotes; a quote that is not closed goes to the end. */
export function splitTerms(text: string): readonly RawTerm[] {
  const terms: RawTerm[] = [];
  const rest = new RegExp(term);
  for (;;) {
    const gap = /\s*/y;
    gap.lastIndex = rest.lastIndex;
    gap.exec(text);
    if (gap.lastIndex >= text.length) return terms;
    rest.lastIndex = gap.lastIndex;
    const [, minus = '', operator, quoted, bare = ''] = rest.exec(text) ?? [];
    terms.push({
      isNegated: minus !== '',
      operator: operator?.toLowerCase() ?? null,
      value: quoted ?? bare,
      isQuoted: quoted !== undefined,
    });
  }
}

/** The same part again, as text. */
export function printTerm({ isNegated, operator, value, isQuoted }: RawTerm): string {
  const before = `${isNegated ? '-' : ''}${operator === null ? '' : `${operator}:`}`;
  return `${before}${isQuoted ? `"${value}"` : value}`;
}
