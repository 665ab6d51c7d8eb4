import type { Condition, SearchTerm, Wanted } from './file-search.ts';
import { operators, readWords } from './operators.ts';
import type { LocalTime } from './read-moment.ts';
import { printTerm, type RawTerm, splitTerms } from './split-terms.ts';

/** More of them find nothing more, and a pasted page must not become one long question. */
const MAX_WORDS = 40;
/** Their values may be two words without quotes: `larger:1.5 GB`, `after:last week`. */
const ofTwoWords: ReadonlySet<string | null> = new Set(['larger', 'smaller', 'before', 'after']);

/** Understands any text, and says what of it was not understood. The language: docs/specs/file-search.md. */
export function readSearch(text: string, time: LocalTime): readonly SearchTerm[] {
  let wordsLeft = MAX_WORDS;
  return joinValues(splitTerms(text), time).map((raw): SearchTerm => {
    const term = readTerm(raw, time);
    if (term.wanted?.condition.kind !== 'words') return term;
    wordsLeft -= term.wanted.condition.words.length;
    if (wordsLeft >= 0) return term;
    return { ...term, wanted: null, problem: `Only the first ${MAX_WORDS} words are searched for.` };
  });
}

function joinValues(terms: readonly RawTerm[], time: LocalTime): readonly RawTerm[] {
  const joined: RawTerm[] = [];
  for (const term of terms) {
    const last = joined.at(-1);
    const pair = last === undefined ? null : joinPair(last, term, time);
    if (pair === null) joined.push(term);
    else joined[joined.length - 1] = pair;
  }
  return joined;
}

function joinPair(left: RawTerm, right: RawTerm, time: LocalTime): RawTerm | null {
  const isOpen = ofTwoWords.has(left.operator) && !left.isQuoted && left.value !== '';
  const isRest = right.operator === null && !right.isNegated && !right.isQuoted;
  if (!isOpen || !isRest) return null;
  const value = `${left.value} ${right.value}`;
  const condition = operators.get(left.operator ?? '')?.read(value, true, time) ?? null;
  return condition === null ? null : { ...left, value, isQuoted: true };
}

function readTerm(raw: RawTerm, time: LocalTime): SearchTerm {
  const text = printTerm(raw);
  const operator = raw.operator === null ? undefined : operators.get(raw.operator);
  if (raw.operator === null || operator === undefined) {
    const value = raw.operator === null ? raw.value : `${raw.operator} ${raw.value}`;
    const condition = readWords('any', value, raw.isQuoted && raw.operator === null);
    const problem = raw.operator === null ? null : `There is no operator ${raw.operator}: these are searched as words.`;
    return { operator: null, text, wanted: want(condition, raw.isNegated), problem };
  }
  const condition = operator.read(raw.value, raw.isQuoted, time);
  const problem = condition === null ? `${raw.operator}: expects ${operator.expects}.` : null;
  return { operator: raw.operator, text, wanted: want(condition, raw.isNegated), problem };
}

/** Not before a moment is since it, and the other way round. */
function want(condition: Condition | null, isNegated: boolean): Wanted | null {
  if (condition === null) return null;
  if (!isNegated) return { condition, isNegated };
  if (condition.kind === 'before') return { condition: { kind: 'since', atMs: condition.atMs }, isNegated: false };
  if (condition.kind === 'since') return { condition: { kind: 'before', atMs: condition.atMs }, isNegated: false };
  return { condition, isNegated };
}
