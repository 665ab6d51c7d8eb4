import { sqliteHealthStore } from '../../main/adapters/sqlite/health/health-store.ts';
import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { takeOver } from '../../main/adapters/sqlite/take-over.ts';

const MINUTE_MS = 60_000;

/** Gives a product that does not run the measures of a day, with an hour in which it was off. */
export function seedHealth(dataDir: string): void {
  const nowMs = Date.now();
  const db = takeOver(openDatabase(dataDir, nowMs), { pid: process.pid, bootId: null, nowMs });
  try {
    const store = sqliteHealthStore(db);
    const last = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - MINUTE_MS;
    for (let minute = 1_439; minute >= 0; minute -= 1) {
      if (minute >= 300 && minute < 360) continue;
      const wave = Math.sin(minute / 7) + Math.sin(minute / 2.3) / 3;
      store.record(
        {
          atMs: last - minute * MINUTE_MS,
          uploadRate: minute % 97 < 20 ? null : 9 + 4 * wave,
          confirmation: 3.2 + wave,
          backlog: minute < 26 ? (26 - minute) * 26 : 4 + wave,
          errors: Math.max(0, 0.004 + 0.003 * wave),
        },
        new Map(),
      );
    }
  } finally {
    db.connection.close();
  }
}
