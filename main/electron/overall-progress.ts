import type { OutboxRow, OutboxState } from '../../contract/outbox.ts';

export interface OverallProgress {
  /** 0 to 1, or -1 for no bar. */
  readonly value: number;
  readonly mode: 'none' | 'normal' | 'paused' | 'error';
}

const movingStates: ReadonlySet<OutboxState> = new Set(['checked', 'uploading', 'paused', 'paced']);
const standingStates: ReadonlySet<OutboxState> = new Set(['paused', 'paced']);

/** The messages that have moved since last nothing did. Finished ones stay in it, so that the bar does not jump back. */
export type Batch = ReadonlySet<string>;

export function advanceBatch(batch: Batch, rows: readonly OutboxRow[]): Batch {
  const moving = rows.filter((row) => movingStates.has(row.state)).map((row) => row.id);
  return moving.length === 0 ? new Set() : new Set([...batch, ...moving]);
}

/** What the taskbar or dock shows: the bytes that the server confirmed. `modes` is whether the system has colours for it. */
export function overallProgress(batch: Batch, rows: readonly OutboxRow[], modes: boolean): OverallProgress {
  const needsYou = modes && rows.some((row) => row.state === 'needsYou');
  const inBatch = rows.filter((row) => batch.has(row.id));
  const totalBytes = sum(inBatch, (row) => row.totalBytes);
  const moving = inBatch.filter((row) => movingStates.has(row.state));
  if (moving.length === 0 || totalBytes === 0)
    return needsYou ? { value: 1, mode: 'error' } : { value: -1, mode: 'none' };
  const value = sum(inBatch, (row) => row.confirmedBytes) / totalBytes;
  if (needsYou) return { value, mode: 'error' };
  return { value, mode: moving.every((row) => standingStates.has(row.state)) ? 'paused' : 'normal' };
}

function sum(rows: readonly OutboxRow[], amount: (row: OutboxRow) => number): number {
  return rows.reduce((total, row) => total + amount(row), 0);
}
