import { openDatabase } from '../../main/adapters/sqlite/open-database.ts';
import { sqliteJobStore } from '../../main/adapters/sqlite/job-store.ts';
import { sqliteOutboxStore } from '../../main/adapters/sqlite/outbox/outbox-store.ts';
import { takeOver } from '../../main/adapters/sqlite/take-over.ts';

/** Makes a product that does not run find its uncertain messages as they would be after so long without power. */
export function passTime(dataDir: string, durationMs: number): void {
  const nowMs = Date.now();
  const db = takeOver(openDatabase(dataDir, nowMs), { pid: process.pid, bootId: null, nowMs });
  try {
    const store = sqliteOutboxStore(db, sqliteJobStore(db));
    for (const { id, firstLookAtMs, sendTriedAtMs } of store.list({ steps: ['unknown'] })) {
      const earlier = (ms: number | null): number | null => (ms === null ? null : ms - durationMs);
      const change = { firstLookAtMs: earlier(firstLookAtMs), sendTriedAtMs: earlier(sendTriedAtMs) };
      store.change(id, { from: ['unknown'] }, change, null, nowMs);
    }
  } finally {
    db.connection.close();
  }
}
