import { describe, expect, it } from 'vitest';
import type { OutboxRow, OutboxState } from '../../contract/outbox.ts';
import { advanceBatch, type Batch, overallProgress } from '../../main/electron/overall-progress.ts';
import { desktopRow } from './desktop-row.ts';

const moving = (number: number, confirmedBytes: number, state: OutboxState = 'uploading'): OutboxRow =>
  desktopRow(number, { state, confirmedBytes, totalBytes: 100 });

function shown(batch: Batch, rows: readonly OutboxRow[], modes = true) {
  return overallProgress(advanceBatch(batch, rows), rows, modes);
}

describe('U13: the bar on the taskbar', () => {
  it('shows the bytes that the server confirmed, of everything that moves', () => {
    expect(shown(new Set(), [moving(1, 50), moving(2, 0)])).toEqual({ value: 0.25, mode: 'normal' });
  });

  it('does not jump back when one message is done before the other', () => {
    const both = [moving(1, 100), moving(2, 20)];
    const batch = advanceBatch(new Set(), both);
    expect(overallProgress(batch, both, true).value).toBe(0.6);
    expect(shown(batch, [moving(1, 100, 'sent'), moving(2, 20)]).value).toBe(0.6);
  });

  it('goes when nothing moves, and begins anew', () => {
    const batch = advanceBatch(new Set([moving(1, 100).id]), [moving(1, 100, 'sent')]);
    expect(batch.size).toBe(0);
    expect(shown(batch, [moving(1, 100, 'sent')])).toEqual({ value: -1, mode: 'none' });
    expect(shown(batch, [moving(1, 100, 'sent'), moving(2, 10)]).value).toBe(0.1);
  });

  it('is yellow while everything waits, red when a message needs a person', () => {
    expect(shown(new Set(), [moving(1, 50, 'paused'), moving(2, 50, 'paced')]).mode).toBe('paused');
    expect(shown(new Set(), [moving(1, 50, 'paused'), moving(2, 50)]).mode).toBe('normal');
    expect(shown(new Set(), [moving(1, 50), moving(2, 0, 'needsYou')])).toEqual({ value: 0.5, mode: 'error' });
    expect(shown(new Set(), [moving(1, 0, 'needsYou')])).toEqual({ value: 1, mode: 'error' });
  });

  it('shows no full bar for a message that needs a person where the system has no colours', () => {
    expect(shown(new Set(), [moving(1, 0, 'needsYou')], false)).toEqual({ value: -1, mode: 'none' });
    expect(shown(new Set(), [moving(1, 50), moving(2, 0, 'needsYou')], false)).toEqual({ value: 0.5, mode: 'normal' });
  });
});
