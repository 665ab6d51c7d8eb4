import type { FileSort } from '../../../../contract/files.ts';
import type { ReadDb } from '../connection.ts';
import { readColumn, readRow } from '../run-statement.ts';
import { sql, type Statement } from '../statement.ts';
import { findPeriod } from './count-files.ts';
import { idSources, rangeAfter } from './id-sources.ts';

/** The whole list in one order. */
export interface ListOrder {
  /** From a position on. By receipt anywhere at once, otherwise a step for each row before it. */
  at(position: number, limit: number): readonly number[];
  /** Behind a file of the list, from the start where it is null; costs the same everywhere. */
  after(id: number | null, limit: number): readonly number[];
  /** These ids in this order, and of those behind a file only. */
  sort(ids: readonly number[], after: number | null): readonly number[];
}

interface Id {
  readonly id: number;
}
interface Listed {
  readonly inline: number;
  readonly limit: number;
}
interface Place {
  readonly position: number;
}
interface Key extends Id {
  readonly value: string | number;
}
interface Many {
  readonly ids: string;
}

/** Of each order but that of receipt: its index, and what it sorts by. */
const orders = {
  name: { index: 'file_by_name', by: 'name COLLATE NOCASE' },
  from: { index: 'file_by_sender', by: 'sender' },
  // Not known yet comes before the smallest.
  size: { index: 'file_by_size', by: 'coalesce(size_bytes, -1)' },
  type: { index: 'file_by_type', by: 'type' },
} as const;
type Column = keyof typeof orders;

/** Rows of one value are a list by id, so a place inside a long run of equals is found by two seeks. */
interface ColumnStatements {
  readonly at: Statement<Listed & Place, Id>;
  readonly sameValue: Statement<Listed & Key, Id>;
  readonly beyond: Statement<Listed & Omit<Key, 'id'>, Id>;
  readonly sort: Statement<Many, Id>;
  readonly sortAfter: Statement<Many & Key, Id>;
}

function columnStatements(column: Column, order: 'ASC' | 'DESC'): ColumnStatements {
  const { index, by } = orders[column];
  const sign = order === 'ASC' ? '>' : '<';
  const select = `SELECT id FROM file INDEXED BY ${index} WHERE is_inline <= :inline`;
  const inOrder = `ORDER BY ${by} ${order}, id ${order}`;
  const among = 'SELECT id FROM file WHERE id IN (SELECT value FROM json_each(:ids))';
  return {
    at: sql(`${select} ${inOrder} LIMIT :limit OFFSET :position`),
    sameValue: sql(`${select} AND ${by} = :value AND id ${sign} :id ORDER BY id ${order} LIMIT :limit`),
    beyond: sql(`${select} AND ${by} ${sign} :value ${inOrder} LIMIT :limit`),
    sort: sql(`${among} ${inOrder}`),
    sortAfter: sql(`${among} AND (${by} ${sign} :value OR (${by} = :value AND id ${sign} :id)) ${inOrder}`),
  };
}

const columns = Object.keys(orders) as readonly Column[];
const ascending = new Map(columns.map((column) => [column, columnStatements(column, 'ASC')]));
const descending = new Map(columns.map((column) => [column, columnStatements(column, 'DESC')]));
const selectValue: Readonly<Record<Column, Statement<Id, { value: string | number }>>> = {
  name: sql('SELECT name AS value FROM file WHERE id = :id'),
  from: sql('SELECT sender AS value FROM file WHERE id = :id'),
  size: sql('SELECT coalesce(size_bytes, -1) AS value FROM file WHERE id = :id'),
  type: sql('SELECT type AS value FROM file WHERE id = :id'),
};

export function listOrder(db: ReadDb, sort: FileSort, withInline: boolean): ListOrder {
  const statements = sort.by === 'received' ? undefined : (sort.descending ? descending : ascending).get(sort.by);
  return sort.by === 'received' || statements === undefined
    ? orderOfReceipt(db, sort.descending, withInline)
    : orderByColumn(db, sort.by, statements, withInline ? 1 : 0);
}

interface Skip {
  readonly inline: number;
  readonly from: number;
  readonly to: number;
  readonly skip: number;
  readonly limit: number;
}

const skipOldest = sql<Skip, Id>(`
  SELECT id FROM file INDEXED BY file_by_id WHERE is_inline <= :inline AND id > :from AND id < :to
  ORDER BY id LIMIT :limit OFFSET :skip`);
const skipNewest = sql<Skip, Id>(`
  SELECT id FROM file INDEXED BY file_by_id WHERE is_inline <= :inline AND id > :from AND id < :to
  ORDER BY id DESC LIMIT :limit OFFSET :skip`);

function orderOfReceipt(db: ReadDb, isDescending: boolean, withInline: boolean): ListOrder {
  const all = idSources(db, withInline).all;
  const skipping = isDescending ? skipNewest : skipOldest;
  return {
    at(position, limit) {
      const period = findPeriod(db, position, { isDescending, withInline });
      if (period === null) return [];
      const range = rangeAfter(period.after, isDescending);
      return readColumn(db, skipping, { ...range, skip: period.skip, limit, inline: withInline ? 1 : 0 });
    },
    after: (id, limit) => all(rangeAfter(id, isDescending), limit, isDescending),
    sort(ids, after) {
      const { from, to } = rangeAfter(after, isDescending);
      const left = ids.filter((id) => id > from && id < to);
      return left.toSorted((a, b) => (isDescending ? b - a : a - b));
    },
  };
}

function orderByColumn(db: ReadDb, column: Column, statements: ColumnStatements, inline: number): ListOrder {
  const { at, sameValue, beyond, sort, sortAfter } = statements;
  const valueOf = (id: number): string | number | null => readRow(db, selectValue[column], { id })?.value ?? null;
  return {
    at: (position, limit) => readColumn(db, at, { position, limit, inline }),
    after(id, limit) {
      const value = id === null ? null : valueOf(id);
      if (id === null || value === null) return readColumn(db, at, { position: 0, limit, inline });
      const same = readColumn(db, sameValue, { id, value, limit, inline });
      const left = limit - same.length;
      return left === 0 ? same : [...same, ...readColumn(db, beyond, { value, limit: left, inline })];
    },
    sort(ids, after) {
      const value = after === null ? null : valueOf(after);
      const json = JSON.stringify(ids);
      const rows =
        after === null || value === null
          ? readColumn(db, sort, { ids: json })
          : readColumn(db, sortAfter, { ids: json, id: after, value });
      return rows;
    },
  };
}
