import BetterSqlite3 from 'better-sqlite3';

type Work = (...args: unknown[]) => unknown;

/** Calls back at the end of each transaction of this process, when all of it is written and nothing is committed. */
export function beforeEachCommit(look: () => void): void {
  // The product has no seam inside a transaction, and needs none.
  const database = BetterSqlite3.prototype as { transaction: (this: unknown, work: Work) => unknown };
  const plain = database.transaction;
  database.transaction = function transaction(work) {
    return plain.call(this, (...args: unknown[]) => {
      const result = work(...args);
      look();
      return result;
    });
  };
}
