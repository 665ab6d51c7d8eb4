import { expect, it } from 'vitest';
import type { OutboxRecord } from '../../main/core/outbox/outbox-record.ts';
import { uploadSpeed } from '../../main/engine/upload-speed.ts';
import { sampleFile, sampleRecord } from '../helpers/sample-outbox.ts';

function watched() {
  let nowMs = 0;
  let tell: ((record: OutboxRecord) => void) | null = null;
  const store = {
    onChange(listener: (record: OutboxRecord) => void) {
      tell = listener;
      return () => undefined;
    },
  };
  const speed = uploadSpeed(store, { nowMs: () => nowMs, sleep: () => Promise.resolve() });
  const confirm = (atMs: number, confirmedBytes: number): void => {
    nowMs = atMs;
    tell?.(sampleRecord({ attachments: [sampleFile({ confirmedBytes })] }));
  };
  const speedAt = (atMs: number): number => {
    nowMs = atMs;
    return speed();
  };
  return { confirm, speedAt };
}

it('is what was confirmed since uploading began, and later in the last 20 seconds', () => {
  const { confirm, speedAt } = watched();
  expect(speedAt(0)).toBe(0);
  confirm(0, 0);
  confirm(2_000, 8_000_000);
  expect(speedAt(2_000)).toBe(4_000_000);
  for (let second = 4; second <= 40; second += 2) confirm(second * 1_000, (second + 6) * 1_000_000);
  expect(speedAt(40_000)).toBeGreaterThan(900_000);
  expect(speedAt(40_000)).toBeLessThan(1_200_000);
  expect(speedAt(61_000)).toBe(0);
});

it('counts neither what was confirmed before it looked nor a session that starts again', () => {
  const { confirm, speedAt } = watched();
  confirm(0, 90_000_000);
  expect(speedAt(1_000)).toBe(0);
  confirm(2_000, 0);
  expect(speedAt(2_000)).toBe(0);
  confirm(4_000, 4_000_000);
  expect(speedAt(4_000)).toBe(1_000_000);
});
