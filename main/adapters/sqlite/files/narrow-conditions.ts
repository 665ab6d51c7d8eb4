import type { Condition, Wanted } from '../../../core/files/search/file-search.ts';
import type { ReadDb } from '../connection.ts';
import { readColumn, readRows } from '../run-statement.ts';
import { sql } from '../statement.ts';
import type { IdSource, IdSources } from './id-sources.ts';
import { matchExpression } from './match-expression.ts';
import { recipientVocabulary } from './vocabulary.ts';

/** A condition that an index knows all files of. */
export interface Narrow {
  readonly wanted: Wanted;
  readonly source: IdSource;
  /** Its ids come in the order of receipt and within the range, so that a part of them is a part of the list. */
  readonly isInOrder: boolean;
  readonly isProven: boolean;
  /** It also gives pictures inside text when they are not listed. */
  readonly mayBeInline: boolean;
}

const listed = { isInOrder: true, isProven: true, mayBeInline: false };
const unsorted = { isInOrder: false, isProven: true, mayBeInline: true };

/** Of these, the ones that an index knows. */
export function listNarrow(db: ReadDb, sources: IdSources, wanted: readonly Wanted[]): readonly Narrow[] {
  return wanted.flatMap((one) => {
    const found = one.isNegated ? null : narrowOf(db, sources, one.condition);
    return found === null ? [] : [{ wanted: one, ...found }];
  });
}

function narrowOf(db: ReadDb, sources: IdSources, condition: Condition): Omit<Narrow, 'wanted'> | null {
  switch (condition.kind) {
    case 'type':
      return onlyOne(condition.anyOf, (type) => ({ source: sources.type(type), ...listed }));
    case 'state':
      return onlyOne(condition.anyOf, (state) =>
        state === 'stored' ? null : { source: sources.state(state), ...listed },
      );
    case 'mailbox': {
      const accounts = accountsOf(db, condition.text);
      if (accounts.length === 0) return { source: () => [], ...listed };
      return onlyOne(accounts, (account) => ({ source: sources.account(account), ...listed }));
    }
    case 'hasCopies':
      return { source: sources.copies, ...listed };
    case 'sha':
      return condition.prefix.length === 64
        ? { source: sources.hash(condition.prefix), ...listed, mayBeInline: true }
        : { source: ofHashPrefix(db, condition.prefix), ...unsorted };
    case 'larger':
      return { source: ofSize(db, condition.sizeBytes + 1, Number.MAX_SAFE_INTEGER), ...unsorted };
    case 'smaller':
      return { source: ofSize(db, 0, condition.sizeBytes - 1), ...unsorted };
    case 'words': {
      if (condition.field !== 'recipients') return null;
      const match = matchExpression([{ condition, isNegated: false }], recipientVocabulary(db));
      return match === null
        ? null
        : { source: sources.recipients(match.text), ...listed, isProven: match.isProven, mayBeInline: true };
    }
    case 'extension':
    case 'since':
    case 'before':
    case 'isInline':
      return null;
  }
}

function onlyOne<T, R>(values: readonly T[], use: (value: T) => R | null): R | null {
  const [value, ...others] = values;
  return value === undefined || others.length > 0 ? null : use(value);
}

/** From one account to the next, by a seek each. */
const selectMailboxes = sql<null, { account: string; mailbox: string }>(`
  WITH RECURSIVE seen (account) AS (
    SELECT min(account) FROM file
    UNION ALL
    SELECT (SELECT min(account) FROM file WHERE account > seen.account) FROM seen WHERE seen.account IS NOT NULL
  )
  SELECT seen.account, coalesce(a.address, seen.account) AS mailbox
  FROM seen LEFT JOIN account AS a ON a.id = seen.account WHERE seen.account IS NOT NULL`);

function accountsOf(db: ReadDb, text: string): readonly string[] {
  const mailboxes = readRows(db, selectMailboxes);
  return mailboxes.filter(({ mailbox }) => mailbox.toLowerCase().includes(text)).map(({ account }) => account);
}

const selectOfHashPrefix = sql<{ from: string; to: string; limit: number }, { id: number }>(`
  SELECT id FROM file INDEXED BY file_by_sha256 WHERE sha256 >= :from AND sha256 < :to LIMIT :limit`);

function ofHashPrefix(db: ReadDb, prefix: string): IdSource {
  return (_range, limit) =>
    // After the last digit comes g.
    readColumn(db, selectOfHashPrefix, { from: prefix, to: `${prefix}g`, limit });
}

const selectOfSize = sql<{ from: number; to: number; limit: number }, { id: number }>(`
  SELECT id FROM file INDEXED BY file_by_size
  WHERE coalesce(size_bytes, -1) BETWEEN :from AND :to LIMIT :limit`);

function ofSize(db: ReadDb, from: number, to: number): IdSource {
  return (_range, limit) => readColumn(db, selectOfSize, { from, to, limit });
}
