import type { FileSort } from '../../../../contract/files.ts';
import type { Wanted } from '../../../core/files/search/file-search.ts';
import type { FileQuestion } from '../../../core/ports/file-index.ts';
import type { ReadDb } from '../connection.ts';
import { firstFileIdOf } from '../ingest/next-file-id.ts';
import { type IdRange, type IdSource, idSources, rangeAfter } from './id-sources.ts';
import { type ListOrder, listOrder } from './list-order.ts';
import { isWords, matchExpression, type WantedWords } from './match-expression.ts';
import { listNarrow, type Narrow } from './narrow-conditions.ts';
import type { SearchLimits } from './search-limits.ts';
import { sizeLimits } from './size-limits.ts';
import { fileVocabulary } from './vocabulary.ts';

/** Where the files are looked for that are asked for: all of them are in it, in the order of the list. */
export interface Lead {
  /** The next candidates behind a file; fewer than `limit` at the end. */
  read(after: number | null, limit: number): readonly number[];
  /** What it does not prove, to be looked up for each candidate. */
  readonly unproven: readonly Wanted[];
  /** Its candidates may be pictures inside text although those are not listed. */
  readonly mayBeInline: boolean;
}

/**
 * The shortest way to what is asked for, as the indexes show it: something rare first, then the words, then a long list
 * that is read through. Whatever the way, it finds the same.
 */
export function chooseLead(db: ReadDb, question: FileQuestion, { few }: SearchLimits): Lead {
  const { wanted } = question;
  const withInline = listsInline(question);
  const sort = effectiveSort(question);
  const sources = idSources(db, withInline);
  const order = listOrder(db, sort, withInline);
  const range = rangeOf(wanted);
  // Ids are moments of receipt, so a range of ids proves all that is asked about dates.
  const asked = wanted.filter(({ condition: { kind } }) => kind !== 'since' && kind !== 'before');

  const narrow = listNarrow(db, sources, asked);
  const rarest = findRarest(narrow, range, few);
  if (rarest !== null) {
    const ids = rarest.ids.filter((id) => id > range.from && id < range.to);
    return fromFew(order, ids, except(asked, rarest), rarest.mayBeInline && !withInline);
  }

  const words = asked.filter(isWords).filter(({ condition }) => condition.field !== 'recipients');
  const match = matchExpression([...words, ...extensionWords(asked)], fileVocabulary(db, withInline));
  if (match !== null) {
    const source = sources.words(match.text);
    const unproven = match.isProven ? asked.filter((one) => !words.some((word) => word === one)) : asked;
    if (sort.by === 'received') return byReceipt(source, range, sort, unproven, false);
    const ids = source(range, few + 1, true);
    if (ids.length <= few) return fromFew(order, ids, unproven, false);
  }
  if (sort.by !== 'received') return readThrough(db, order, sort, wanted);
  const first = narrow.find(({ isInOrder }) => isInOrder);
  return first === undefined
    ? byReceipt(sources.all, range, sort, asked, false)
    : byReceipt(first.source, range, sort, except(asked, first), first.mayBeInline && !withInline);
}

/** A name that ends in an extension has it as a word. */
function extensionWords(asked: readonly Wanted[]): readonly WantedWords[] {
  return asked.flatMap(({ condition, isNegated }) =>
    condition.kind === 'extension' && condition.anyOf.length === 1 && !isNegated
      ? [{ condition: { kind: 'words', field: 'name', words: condition.anyOf, isPhrase: true }, isNegated }]
      : [],
  );
}

/** Asking for pictures inside text lists them. */
function listsInline({ withInline, wanted }: FileQuestion): boolean {
  return withInline || wanted.some(({ condition, isNegated }) => condition.kind === 'isInline' && !isNegated);
}

/** Among files of one type, the order of types is that of receipt. */
function effectiveSort({ sort, wanted }: FileQuestion): FileSort {
  const isOneType = wanted.some(
    ({ condition, isNegated }) => condition.kind === 'type' && condition.anyOf.length === 1 && !isNegated,
  );
  return sort.by === 'type' && isOneType ? { ...sort, by: 'received' } : sort;
}

function rangeOf(wanted: readonly Wanted[]): IdRange {
  let { from, to } = rangeAfter(null, true);
  for (const { condition } of wanted) {
    if (condition.kind === 'since') from = Math.max(from, firstFileIdOf(condition.atMs) - 1);
    if (condition.kind === 'before') to = Math.min(to, firstFileIdOf(condition.atMs));
  }
  return { from, to };
}

function findRarest(
  narrow: readonly Narrow[],
  range: IdRange,
  few: number,
): (Narrow & { readonly ids: readonly number[] }) | null {
  const found = narrow
    .map((one) => ({ ...one, ids: one.source(range, few + 1, true) }))
    .filter(({ ids }) => ids.length <= few);
  return found.toSorted((a, b) => a.ids.length - b.ids.length)[0] ?? null;
}

function except(asked: readonly Wanted[], { wanted, isProven }: Narrow): readonly Wanted[] {
  return isProven ? asked.filter((one) => one !== wanted) : asked;
}

function fromFew(order: ListOrder, ids: readonly number[], unproven: readonly Wanted[], mayBeInline: boolean): Lead {
  const sorted = order.sort(ids, null);
  return {
    unproven,
    mayBeInline,
    read(after, limit) {
      const place = after === null ? 0 : sorted.indexOf(after) + 1;
      const isStranger = after !== null && place === 0;
      return isStranger ? order.sort(ids, after).slice(0, limit) : sorted.slice(place, place + limit);
    },
  };
}

function byReceipt(
  source: IdSource,
  range: IdRange,
  { descending }: FileSort,
  unproven: readonly Wanted[],
  mayBeInline: boolean,
): Lead {
  return {
    unproven,
    mayBeInline,
    read(after, limit) {
      const rest = rangeAfter(after, descending);
      return source({ from: Math.max(range.from, rest.from), to: Math.min(range.to, rest.to) }, limit, descending);
    },
  };
}

/** Most of the list is asked for, or what is asked for cannot be sorted at once. */
function readThrough(db: ReadDb, order: ListOrder, sort: FileSort, wanted: readonly Wanted[]): Lead {
  const { below, above } = sort.by === 'size' ? sizeLimits(db, wanted) : { below: null, above: null };
  const [start, end] = sort.descending ? [above, below] : [below, above];
  return {
    unproven: wanted,
    mayBeInline: false,
    read(after, limit) {
      const ids = order.after(after ?? start, limit);
      const past = end === null ? -1 : ids.indexOf(end);
      return past === -1 ? ids : ids.slice(0, past);
    },
  };
}
