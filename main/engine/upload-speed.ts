import type { OutboxId } from '../../contract/ids.ts';
import type { OutboxRecord } from '../core/outbox/outbox-record.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { Clock } from '../core/ports/time.ts';

const WINDOW_MS = 20_000;
/** So that the first moment of an upload does not read as a wonder. */
const SHORTEST_MS = 1_000;

/** Bytes per second that the server confirmed over the last 20 s, or since uploading began when that is less. */
export function uploadSpeed(store: Pick<OutboxStore, 'onChange'>, clock: Clock): () => number {
  const confirmed = new Map<OutboxId, number>();
  let steps: { readonly atMs: number; readonly bytes: number }[] = [];
  let sinceMs = 0;

  function forgetOld(nowMs: number): void {
    steps = steps.filter((step) => nowMs - step.atMs <= WINDOW_MS);
  }

  store.onChange((record) => {
    const nowMs = clock.nowMs();
    const bytes = confirmedBytes(record);
    const before = confirmed.get(record.id);
    confirmed.set(record.id, bytes);
    if (before === bytes) return;
    forgetOld(nowMs);
    if (steps.length === 0) sinceMs = nowMs;
    // What was confirmed before we looked, and a session that starts again, moved nothing just now.
    steps.push({ atMs: nowMs, bytes: Math.max(0, bytes - (before ?? bytes)) });
  });

  return () => {
    const nowMs = clock.nowMs();
    forgetOld(nowMs);
    const bytes = steps.reduce((total, step) => total + step.bytes, 0);
    const elapsedMs = Math.min(WINDOW_MS, Math.max(SHORTEST_MS, nowMs - sinceMs));
    return Math.round((bytes * 1000) / elapsedMs);
  };
}

function confirmedBytes(record: OutboxRecord): number {
  return record.attachments.reduce((total, attachment) => total + attachment.confirmedBytes, 0);
}
