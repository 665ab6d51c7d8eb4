import { describe, expect, it } from 'vitest';
import { findByLetters } from '../../../renderer/files/find-by-letters.ts';
import { linesToDraw } from '../../../renderer/files/lines-to-draw.ts';
import { moveByKey } from '../../../renderer/files/move-by-key.ts';
import {
  mostSelected,
  nothingSelected,
  renewSelection,
  selectOnly,
  selectRows,
  sumUp,
  toggleRow,
} from '../../../renderer/files/selection.ts';
import { fileRowOf } from './file-row-of.ts';

describe('selecting files', () => {
  it('A1: one, some by turns, and a range that takes their place', () => {
    const [a, b] = [fileRowOf(1), fileRowOf(2, { state: 'queued', sizeBytes: null })];
    const two = toggleRow(selectOnly(a, 1), b, 2);
    expect(sumUp(two)).toEqual({ count: 2, bytes: 1000, stored: [a.id] });
    expect(sumUp(toggleRow(two, a, 1)).count).toBe(1);
    expect(sumUp(selectRows([a, b], 1)).count).toBe(2);
    expect(sumUp(nothingSelected).count).toBe(0);
  });

  it('knows when what was selected on its way has come', () => {
    const coming = fileRowOf(2, { state: 'downloading', sizeBytes: null });
    const before = selectRows([fileRowOf(1), coming], 1);
    expect(renewSelection(before, () => coming)).toBe(before);
    const after = renewSelection(before, () => fileRowOf(2));
    expect(sumUp(after)).toMatchObject({ count: 2, bytes: 2000, stored: [fileRowOf(1).id, coming.id] });
    expect(after.anchor).toBe(1);
  });

  it('ends where one save ends', () => {
    const rows = Array.from({ length: mostSelected + 5 }, (_, n) => fileRowOf(n));
    const all = selectRows(rows, 0);
    expect(all.files.size).toBe(mostSelected);
    expect(toggleRow(all, fileRowOf(mostSelected + 9), 0).files.size).toBe(mostSelected);
  });

  it('moves by lines and pages, and beside each other where there are several', () => {
    const list = { count: 100, perLine: 1, pageLines: 20 };
    expect(moveByKey('ArrowDown', 99, list)).toBe(99);
    expect(moveByKey('PageDown', 10, list)).toBe(29);
    expect(moveByKey('End', 10, list)).toBe(99);
    expect(moveByKey('ArrowRight', 10, list)).toBeNull();
    const tiles = { count: 10, perLine: 4, pageLines: 3 };
    expect(moveByKey('ArrowDown', 1, tiles)).toBe(5);
    expect(moveByKey('ArrowDown', 7, tiles)).toBe(7);
    expect(moveByKey('ArrowLeft', 0, tiles)).toBe(0);
    expect(moveByKey('Home', 0, { ...tiles, count: 0 })).toBeNull();
  });

  it('finds a name by its first letters among the rows that are here', () => {
    const rows = ['plans.pdf', 'report.txt', 'Photos.zip'].map((name, n) => fileRowOf(n, { name }));
    const rowAt = (index: number) => rows[index] ?? null;
    expect(findByLetters(rowAt, 'ph', 0)).toBe(2);
    expect(findByLetters(rowAt, 'x', 0)).toBeNull();
  });

  it('draws what is seen, and the file that has the focus wherever it is', () => {
    expect(linesToDraw({ first: 5, last: 7, base: 0 }, 100, 90)).toEqual([5, 6, 7, 90]);
    expect(linesToDraw({ first: 5, last: 7, base: 0 }, 100, 2)).toEqual([2, 5, 6, 7]);
    expect(linesToDraw({ first: 0, last: 9, base: 0 }, 3, 5)).toEqual([0, 1, 2]);
  });
});
