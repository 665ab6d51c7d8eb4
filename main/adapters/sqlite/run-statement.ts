import type BetterSqlite3 from 'better-sqlite3';
import { MailroomError } from '../../core/mailroom-error.ts';
import type { ReadDb, WriteDb } from './connection.ts';
import { explainSqliteError } from './explain-sqlite-error.ts';
import type { Statement } from './statement.ts';

/** Nothing to pass for a statement without parameters, one object for all others. */
type Args<Params> = [Params] extends [null] ? [] : [params: Params];

export function readRow<P extends object | null, Row>(
  db: ReadDb,
  statement: Statement<P, Row>,
  ...args: Args<P>
): Row | null {
  return explained(() => prepared(db, statement).get(...args) ?? null);
}

export function readRows<P extends object | null, Row>(
  db: ReadDb,
  statement: Statement<P, Row>,
  ...args: Args<P>
): readonly Row[] {
  return explained(() => prepared(db, statement).all(...args));
}

/** Of statements with one column: its values alone, which costs far less where they are thousands. */
export function readColumn<P extends object | null, Row extends object>(
  db: ReadDb,
  statement: Statement<P, Row>,
  ...args: Args<P>
): readonly Row[keyof Row][] {
  // Prepared apart, because `pluck` stays with a prepared statement.
  const column: Statement<P, Row[keyof Row]> = { text: `${statement.text} -- column` };
  return explained(() =>
    prepared(db, column)
      .pluck()
      .all(...args),
  );
}

/** Runs a statement inside a transaction and returns how many rows it changed. */
export function write<P extends object | null>(db: WriteDb, statement: Statement<P, never>, ...args: Args<P>): number {
  assertInTransaction(db);
  return explained(() => prepared(db, statement).run(...args).changes);
}

/** Like `write`, for `… RETURNING` one row. */
export function writeRow<P extends object | null, Row>(
  db: WriteDb,
  statement: Statement<P, Row>,
  ...args: Args<P>
): Row | null {
  assertInTransaction(db);
  return readRow(db, statement, ...args);
}

function prepared<P extends object | null, Row>(
  db: ReadDb,
  { text }: Statement<P, Row>,
): BetterSqlite3.Statement<unknown[], Row> {
  let statement = db.prepared.get(text);
  if (statement === undefined) {
    statement = db.connection.prepare(text);
    db.prepared.set(text, statement);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the declaration states the row; STRICT tables keep its column types
  return statement as BetterSqlite3.Statement<unknown[], Row>;
}

/** A write by itself would escape the check of the epoch, and would go on after SQLite rolled a transaction back. */
function assertInTransaction(db: WriteDb): void {
  if (db.connection.inTransaction) return;
  throw new MailroomError('internal_error', {
    message: 'A change was attempted outside a transaction and was not made.',
    remediation: 'This is a defect of Mailroom; please report it.',
  });
}

function explained<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explainSqliteError(error);
  }
}
