import type { OutboxId } from '../../contract/ids.ts';
import type { OutboxRecord } from '../core/outbox/outbox-record.ts';
import type { OutboxStore } from '../core/ports/outbox-store.ts';
import type { Clock } from '../core/ports/time.ts';

const WINDOW_MS = 20_000;
/** So that the first moment of an upload does not read as a wonder. */
const SHORTEST_MS = 1_000;

/**
 * MB per second that the server confirmed over the last 20 s, of files that go in chunks: of small ones the time is
 * that of a request. Null while none moves; 0 while one should and does not.
 */
export function meterUploads(
  store: Pick<OutboxStore, 'onChange'>,
  clock: Clock,
): { megabytesPerSecond(): number | null } {
  const moving = new Map<OutboxId, number>();
  let steps: { readonly atMs: number; readonly bytes: number }[] = [];
  let movingSinceMs = 0;

  store.onChange((record) => {
    const nowMs = clock.nowMs();
    const bytes = confirmedBytes(record);
    const before = moving.get(record.id);
    const isMoving = isUploading(record, nowMs);
    if (isMoving && moving.size === 0) movingSinceMs = nowMs;
    if (isMoving) moving.set(record.id, bytes);
    else moving.delete(record.id);
    if (before !== undefined && bytes > before) steps.push({ atMs: nowMs, bytes: bytes - before });
  });

  return {
    megabytesPerSecond() {
      const nowMs = clock.nowMs();
      steps = steps.filter(({ atMs }) => nowMs - atMs <= WINDOW_MS);
      const last = steps.at(-1);
      if (moving.size === 0 && last === undefined) return null;
      const untilMs = moving.size === 0 && last !== undefined ? last.atMs : nowMs;
      const sinceMs = Math.max(movingSinceMs, untilMs - WINDOW_MS);
      const bytes = steps.reduce((total, step) => total + step.bytes, 0);
      return bytes / 1000 / Math.max(SHORTEST_MS, untilMs - sinceMs);
    },
  };
}

function isUploading({ attachments, pausedAtMs, wait }: OutboxRecord, nowMs: number): boolean {
  if (pausedAtMs !== null || (wait !== null && wait.untilMs > nowMs)) return false;
  return attachments.some(({ mode, step }) => mode === 'session' && step === 'open');
}

function confirmedBytes({ attachments }: OutboxRecord): number {
  return attachments.reduce((total, { mode, confirmedBytes: bytes }) => total + (mode === 'session' ? bytes : 0), 0);
}
