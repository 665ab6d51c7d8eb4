import {
  countIngestDeadLetters,
  countJobsByState,
  countOutboxByState,
  databaseFileBytes,
  oldestReadyAtMs,
  sumBlobBytes,
} from '../../adapters/sqlite/count-standing.ts';
import type { ReadDb } from '../../adapters/sqlite/connection.ts';
import type { IngestStore } from '../../core/ports/ingest-store.ts';
import type { DiskSpace } from '../../core/ports/disk-space.ts';
import type { DiskRoom } from '../../core/ingest/disk-room.ts';
import type { Standing } from '../../core/ports/metrics.ts';
import type { Clock } from '../../core/ports/time.ts';

export interface StandingParts {
  readonly db: ReadDb;
  readonly ingest: { readonly store: Pick<IngestStore, 'backlog'>; readonly room: Pick<DiskRoom, 'lastShortage'> };
  readonly disk: DiskSpace;
  readonly clock: Clock;
  workerSeenAtMs(): number | null;
  flags: Standing['flags'];
}

/** One look at the metrics asks for the same thing several times, and the bytes of blobs are a long sum. */
const GLANCE_MS = 100;
const SUM_MS = 60_000;

/** How the engine stands, as the metrics ask for it. */
export function standingOf(parts: StandingParts): Standing {
  const { db, ingest, disk, clock } = parts;
  const blobBytes = keptFor(SUM_MS, clock, () => sumBlobBytes(db));
  const backlog = keptFor(GLANCE_MS, clock, () => ingest.store.backlog());
  const ageMs = (sinceMs: number | null): number => (sinceMs === null ? 0 : Math.max(0, clock.nowMs() - sinceMs));
  return {
    jobs: () => countJobsByState(db),
    oldestReadyMs: () => ageMs(oldestReadyAtMs(db)),
    workerSeenAtMs: () => parts.workerSeenAtMs(),
    outbox: () => countOutboxByState(db, clock.nowMs()),
    deadLetters: () => countIngestDeadLetters(db),
    backlog: () => ({
      messages: backlog().reduce((total, { messages }) => total + messages, 0),
      oldestMs: ageMs(oldest(backlog().map(({ oldestNoticedAtMs }) => oldestNoticedAtMs))),
    }),
    shortage: () => ingest.room.lastShortage()?.because ?? null,
    storeBytes: () => ({ ...databaseFileBytes(db), blobs: blobBytes() }),
    diskFreeBytes: () => disk.freeBytes(),
    flags: () => parts.flags(),
  };
}

function oldest(moments: readonly number[]): number | null {
  return moments.length === 0 ? null : Math.min(...moments);
}

function keptFor<T>(lifeMs: number, clock: Clock, look: () => T): () => T {
  let kept: { readonly value: T; readonly atMs: number } | null = null;
  return () => {
    const nowMs = clock.nowMs();
    if (kept === null || Math.abs(nowMs - kept.atMs) >= lifeMs) kept = { value: look(), atMs: nowMs };
    return kept.value;
  };
}
