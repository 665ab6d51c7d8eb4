import type { OutboxRow } from '../../contract/outbox.ts';

/** A row, and what only watching it tells: how fast it moves. */
export interface OutboxMemory {
  readonly row: OutboxRow;
  readonly samples: readonly Sample[];
}

interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

const windowMs = 20_000;

export function rememberRow(before: OutboxMemory | undefined, row: OutboxRow, nowMs: number): OutboxMemory {
  return {
    row,
    samples: addSample(before?.samples ?? [], { atMs: nowMs, bytes: row.confirmedBytes }),
  };
}

/** Below this an estimate would only say that the first bytes were few. Bytes a second. */
const speedWorthSaying = 1_000;

/** The average of the last 20 s, or null while there is none worth an estimate. */
export function bytesPerSecond({ samples }: OutboxMemory, nowMs: number): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.bytes <= first.bytes) return null;
  const speed = ((last.bytes - first.bytes) * 1000) / Math.max(1, nowMs - first.atMs);
  return speed < speedWorthSaying ? null : speed;
}

/** What was confirmed before the window opened is no speed, and neither is a session that starts again lower. */
function addSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  if (last?.bytes === sample.bytes) return samples;
  const kept = last !== undefined && sample.bytes < last.bytes ? [] : samples;
  const from = kept.findLastIndex(({ atMs }) => atMs <= sample.atMs - windowMs);
  return [...kept.slice(Math.max(0, from)), sample];
}
