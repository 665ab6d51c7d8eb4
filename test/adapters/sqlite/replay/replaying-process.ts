import { replayId } from '../../../../contract/jobs.ts';
import { sealingKeyMac } from '../../../../main/adapters/secret-box/sealing-key-mac.ts';
import type { SealingKey } from '../../../../main/adapters/secret-box/sealing-key.ts';
import { sqliteAuditLog } from '../../../../main/adapters/sqlite/audit/audit-log.ts';
import { inTransaction } from '../../../../main/adapters/sqlite/in-transaction.ts';
import { sqliteJobIndex } from '../../../../main/adapters/sqlite/jobs/job-index.ts';
import { sqliteJobStore } from '../../../../main/adapters/sqlite/job-store.ts';
import { openDatabase } from '../../../../main/adapters/sqlite/open-database.ts';
import { sqliteOutboxStore } from '../../../../main/adapters/sqlite/outbox/outbox-store.ts';
import { sqliteReplayStore } from '../../../../main/adapters/sqlite/replay/replay-store.ts';
import { takeOver } from '../../../../main/adapters/sqlite/take-over.ts';
import { advanceReplay } from '../../../../main/core/replay/advance-replay.ts';
import { nodeDigest } from '../../../../main/engine/system-ports.ts';

/** A process that moves the jobs of one replay, one at a time, and says after each that it was moved. */
const [dataDir = '', id = ''] = process.argv.slice(2);
const db = takeOver(openDatabase(dataDir, 0), { pid: process.pid, bootId: null, nowMs: 0 });
const jobs = sqliteJobStore(db);
const replays = sqliteReplayStore(db);
const deps = {
  replays,
  jobs,
  index: sqliteJobIndex(db),
  outbox: sqliteOutboxStore(db, jobs),
  audit: sqliteAuditLog(db, nodeDigest, sealingKeyMac(Buffer.alloc(32, 7) as SealingKey, 'audit')),
  transact: <T>(work: () => T): T => inTransaction(db, () => ({ value: work() })).value,
};
const replay = replayId.parse(id);
for (let nowMs = replays.get(replay)?.nextAtMs ?? 0; ;) {
  const outcome = advanceReplay(deps, replay, nowMs);
  process.stdout.write('moved\n');
  if (outcome.kind !== 'waitFor') break;
  nowMs = outcome.untilMs;
}
