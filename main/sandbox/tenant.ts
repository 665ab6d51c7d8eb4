import type { Database } from 'better-sqlite3';
import type { Switches } from './switches.ts';

/** What every part of the service works on. */
export interface Tenant {
  readonly db: Database;
  readonly stateDir: string;
  readonly nowMs: () => number;
  /** `http://127.0.0.1:PORT`, known once the service listens. */
  readonly origin: () => string;
  readonly switches: () => Readonly<Switches>;
}
