import { describe, expect, it } from 'vitest';
import { bytesPerSecond, type OutboxMemory, rememberRow } from '../../../renderer/outbox/outbox-memory.ts';
import { describeMilestone } from '../../../renderer/outbox/describe-milestone.ts';
import { fileOf, outboxRowOf } from './outbox-row-of.ts';

function watch(confirmed: readonly (readonly [atMs: number, bytes: number])[]): OutboxMemory {
  let memory: OutboxMemory | undefined;
  for (const [atMs, bytes] of confirmed) {
    memory = rememberRow(memory, outboxRowOf({ attachments: [fileOf(100e6, bytes)] }), atMs);
  }
  if (memory === undefined) throw new Error('Nothing was watched.');
  return memory;
}

describe('what watching a message tells', () => {
  it('is its speed over the last 20 s', () => {
    expect(
      bytesPerSecond(
        watch([
          [0, 0],
          [10_000, 40e6],
          [20_000, 50e6],
          [30_000, 60e6],
        ]),
        30_000,
      ),
    ).toBe(1e6);
  });

  it('is no speed before a second word came, and none when nothing moved', () => {
    expect(bytesPerSecond(watch([[0, 60e6]]), 1000)).toBeNull();
    expect(
      bytesPerSecond(
        watch([
          [0, 60e6],
          [9000, 60e6],
        ]),
        9000,
      ),
    ).toBeNull();
  });

  it('counts no speed over an upload that had to start again', () => {
    const memory = watch([
      [0, 0],
      [1000, 62e6],
      [2000, 0],
      [3000, 70e6],
    ]);
    expect(bytesPerSecond(memory, 3000)).toBe(70e6);
  });
});

const row = (confirmedBytes: number) => outboxRowOf({ attachments: [fileOf(100, confirmedBytes)] });

describe('A2: what is said aloud', () => {
  it('is the half, once, and nothing in between', () => {
    expect(describeMilestone(row(10), row(49))).toBeNull();
    expect(describeMilestone(row(49), row(60))).toBe('Plans: half is uploaded.');
    expect(describeMilestone(row(60), row(99))).toBeNull();
  });

  it('is every outcome and every problem', () => {
    expect(describeMilestone(row(100), { ...row(100), state: 'sent' })).toBe('Plans: sent, it is in Sent Items.');
    expect(describeMilestone(row(100), { ...row(100), state: 'unconfirmed' })).toContain('not known yet');
    expect(describeMilestone(undefined, row(100))).toBeNull();
  });
});
