import type { JobId } from '../../contract/ids.ts';
import { type ReplayPace, type ReplayScope, replayId } from '../../contract/jobs.ts';
import { sealingKeyMac } from '../../main/adapters/secret-box/sealing-key-mac.ts';
import type { SealingKey } from '../../main/adapters/secret-box/sealing-key.ts';
import { sqliteAuditLog } from '../../main/adapters/sqlite/audit/audit-log.ts';
import { inTransaction } from '../../main/adapters/sqlite/in-transaction.ts';
import { sqliteIngestStore } from '../../main/adapters/sqlite/ingest/ingest-store.ts';
import { sqliteOutboxStore } from '../../main/adapters/sqlite/outbox/outbox-store.ts';
import { sqliteReplayStore } from '../../main/adapters/sqlite/replay/replay-store.ts';
import type { ActDeps } from '../../main/core/jobs/act-on-job.ts';
import { proveUnsent } from '../../main/core/jobs/prove-unsent.ts';
import { advanceReplay, type AdvanceReplayDeps } from '../../main/core/replay/advance-replay.ts';
import { type ReplayDeps, resumeReplay, startReplay, stopReplay } from '../../main/core/replay/command-replay.ts';
import { nodeDigest } from '../../main/engine/system-ports.ts';
import { jobIndexRig } from './job-index-rig.ts';
import { sampleId } from './sample-outbox.ts';

export const slow: ReplayPace = { perMinute: 600, cap: null, stopRule: null };
const everything: ReplayScope = { kind: 'filter', filter: {} };

const idOf = (n: number) => replayId.parse(sampleId(n));

/** Replays over the real queue and the real audit log, with a clock of the test's own. */
export function replayRig() {
  const rig = jobIndexRig();
  const { db, store: jobs, index } = rig;
  // Here a death is an exception: nothing is lost that was not synced, and a hundred worlds cost a hundred times less.
  db.connection.pragma('synchronous = OFF');
  const audit = sqliteAuditLog(db, nodeDigest, sealingKeyMac(Buffer.alloc(32, 7) as SealingKey, 'audit'));
  const replays = sqliteReplayStore(db);
  const outbox = sqliteOutboxStore(db, jobs);
  const ingest = sqliteIngestStore(db, jobs);
  const transact = <T>(work: () => T): T => inTransaction(db, () => ({ value: work() })).value;
  const world = { nowMs: 1_760_000_000_000 };
  const proofOf = (id: JobId) => {
    const outboxId = index.find(id)?.outboxId ?? null;
    return proveUnsent(outboxId === null ? null : outbox.get(outboxId));
  };
  const deps: ReplayDeps & AdvanceReplayDeps & ActDeps = {
    replays,
    jobs,
    index,
    outbox,
    ingest,
    audit,
    role: 'discard',
    proofOf,
    transact,
  };
  const act = (reason = 'The cause is gone.') =>
    ({ actor: 'operator', via: 'window', reason, nowMs: world.nowMs }) as const;

  return {
    ...rig,
    outbox,
    ingest,
    audit,
    replays,
    deps,
    world,
    act,
    idOf,
    /** Replays are numbered; the same number again is the same click. */
    start: (n: number, scope = everything, pace = slow, more: Partial<ReplayDeps> = {}) =>
      startReplay({ ...deps, ...more }, { id: idOf(n), key: `key-${String(n)}`, scope, pace }, act()),
    stop: (n: number) => stopReplay(deps, idOf(n), act()),
    resume: (n: number) => resumeReplay(deps, idOf(n), act()),
    tick: (n: number, more: Partial<AdvanceReplayDeps> = {}) =>
      advanceReplay({ ...deps, ...more }, idOf(n), world.nowMs),
    /** Ticks whenever the replay asks to, until it ends. */
    run: (n: number) => {
      for (let ticks = 0; ticks < 10_000; ticks += 1) {
        const outcome = advanceReplay(deps, idOf(n), world.nowMs);
        if (outcome.kind !== 'waitFor') return replays.get(idOf(n));
        world.nowMs = Math.max(world.nowMs + 1, outcome.untilMs);
      }
      throw new Error('the replay does not end');
    },
  };
}
