import type BetterSqlite3 from 'better-sqlite3';

declare const writable: unique symbol;

/** An open database that may be read. Statements are prepared once for each text and kept in `prepared`. */
export interface ReadDb {
  readonly connection: BetterSqlite3.Database;
  readonly prepared: Map<string, BetterSqlite3.Statement>;
}

/**
 * The right to write, held by the one owner of the data folder: only `takeOver` hands it out.
 * `epoch` numbers the ownership; every transaction checks that it is still the newest.
 */
export interface WriteDb extends ReadDb {
  readonly epoch: number;
  /** Told how long each transaction took, its sync to disk included. */
  readonly onCommit: Set<(tookMs: number) => void>;
  readonly [writable]: true;
}
