import type { ReadDb } from '../connection.ts';
import { readColumn } from '../run-statement.ts';
import { sql, type Statement } from '../statement.ts';

/** Ids strictly between these two. */
export interface IdRange {
  readonly from: number;
  readonly to: number;
}

/** What is behind an id in the order of receipt; everything where it is null. */
export function rangeAfter(id: number | null, isDescending: boolean): IdRange {
  const isAfter = id !== null && !isDescending;
  return { from: isAfter ? id : 0, to: id !== null && isDescending ? id : Number.MAX_SAFE_INTEGER };
}

/** The first ids of a range, from its newest or its oldest end. */
export type IdSource = (range: IdRange, limit: number, descending: boolean) => readonly number[];

interface Id {
  readonly id: number;
}
interface Slice extends IdRange {
  readonly limit: number;
}
/** Values of what a statement names beside the slice; `inline` is the highest `is_inline` that is listed. */
type Values = Readonly<Record<string, string | number>>;
interface BothWays {
  readonly ascending: Statement<Slice & Values, Id>;
  readonly descending: Statement<Slice & Values, Id>;
}

function bothWays(select: (order: 'ASC' | 'DESC') => string): BothWays {
  return { ascending: sql(select('ASC')), descending: sql(select('DESC')) };
}

/** FTS5 takes a bound that is no integer for none, and numbers come as floating point. */
const rowidInRange = 'rowid > CAST(:from AS INTEGER) AND rowid < CAST(:to AS INTEGER)';

const shownWords = bothWays(
  (order) => `
  SELECT rowid AS id FROM file_search
  WHERE file_search MATCH :match AND ${rowidInRange} ORDER BY rowid ${order} LIMIT :limit`,
);
const allWords = bothWays(
  (order) => `
  SELECT rowid AS id FROM file_search WHERE file_search MATCH :match AND ${rowidInRange}
  UNION ALL
  SELECT rowid AS id FROM inline_file_search WHERE inline_file_search MATCH :match AND ${rowidInRange}
  ORDER BY 1 ${order} LIMIT :limit`,
);
const recipientWords = bothWays(
  (order) => `
  SELECT rowid AS id FROM file_recipient_search
  WHERE file_recipient_search MATCH :match AND ${rowidInRange} ORDER BY rowid ${order} LIMIT :limit`,
);

function fromIndex(index: string, where: string): BothWays {
  return bothWays(
    (order) => `
    SELECT id FROM file INDEXED BY ${index}
    WHERE ${where} AND id > :from AND id < :to ORDER BY id ${order} LIMIT :limit`,
  );
}

const all = fromIndex('file_by_id', 'is_inline <= :inline');
const ofType = fromIndex('file_by_type', 'type = :type AND is_inline <= :inline');
const ofAccount = fromIndex('file_by_account', 'account = :account AND is_inline <= :inline');
const inState = fromIndex('file_by_state', "state = :state AND state <> 'stored' AND is_inline <= :inline");
const withCopies = fromIndex('file_with_copies', 'has_copies = 1 AND is_inline <= :inline');
const withHash = fromIndex('file_by_sha256', 'sha256 = :sha256');

/** Ids from the indexes, each in milliseconds however many there are. `withInline`: also pictures inside text. */
export function idSources(db: ReadDb, withInline: boolean) {
  const inline = withInline ? 1 : 0;

  function source({ ascending, descending }: BothWays, values: Values): IdSource {
    return ({ from, to }, limit, isDescending) =>
      readColumn(db, isDescending ? descending : ascending, { ...values, from, to, limit });
  }

  return {
    all: source(all, { inline }),
    words: (match: string) => source(withInline ? allWords : shownWords, { match }),
    recipients: (match: string) => source(recipientWords, { match }),
    type: (type: string) => source(ofType, { inline, type }),
    account: (account: string) => source(ofAccount, { inline, account }),
    /** Any state but `stored`. */
    state: (state: string) => source(inState, { inline, state }),
    copies: source(withCopies, { inline }),
    hash: (sha256: string) => source(withHash, { sha256 }),
  };
}

export type IdSources = ReturnType<typeof idSources>;
