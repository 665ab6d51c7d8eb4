import { assert, integer, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkBytes, ribbonCells } from '../../../renderer/ui/ribbon-cells.ts';

const plain = { isMoving: false, restartedAtBytes: null, maxCells: 40 };

function solidCells(totalBytes: number, confirmedBytes: number, maxCells = 40): { solid: number; all: number } {
  const { cells } = ribbonCells({ ...plain, totalBytes, confirmedBytes, maxCells });
  return { solid: cells.filter((cell) => cell === 'confirmed').length, all: cells.length };
}

describe('the chunk ribbon', () => {
  it('has one cell per server chunk', () => {
    expect(ribbonCells({ ...plain, totalBytes: 12.4e6, confirmedBytes: 0 }).cells).toHaveLength(4);
    expect(ribbonCells({ ...plain, totalBytes: 150e6, confirmedBytes: 0 }).cells).toHaveLength(39);
    expect(ribbonCells({ ...plain, totalBytes: 10, confirmedBytes: 0 }).cells).toHaveLength(1);
  });

  it('is solid to the last confirmed chunk, hatched at the next, outlined beyond', () => {
    const facts = { ...plain, totalBytes: 4 * chunkBytes, confirmedBytes: 2 * chunkBytes, isMoving: true };
    expect(ribbonCells(facts).cells).toEqual(['confirmed', 'confirmed', 'inFlight', 'toGo']);
  });

  it('marks where an upload had to start again', () => {
    const facts = { ...plain, totalBytes: 4 * chunkBytes, confirmedBytes: 0, restartedAtBytes: 2 * chunkBytes };
    expect(ribbonCells(facts).tickBefore).toBe(2);
  });

  it('U5: never shows more than the server confirmed, and all of it only for all of it', () => {
    assert(
      property(nat(400_000_000), nat(400_000_000), integer({ min: 1, max: 40 }), (a, b, maxCells) => {
        const [confirmedBytes, totalBytes] = a < b ? [a, b] : [b, a];
        const { solid, all } = solidCells(totalBytes, confirmedBytes, maxCells);
        const bytesPerCell = all < maxCells ? Math.min(chunkBytes, totalBytes) : totalBytes / all;
        expect(all).toBeLessThanOrEqual(maxCells);
        expect(solid === all).toBe(confirmedBytes === totalBytes);
        expect(Math.min(totalBytes, solid * bytesPerCell)).toBeLessThanOrEqual(confirmedBytes + 1);
      }),
    );
  });

  it('never goes back while confirmed bytes grow', () => {
    assert(
      property(integer({ min: 1, max: 200_000_000 }), integer({ min: 0, max: 100 }), (totalBytes, percent) => {
        const some = Math.floor((totalBytes * percent) / 100);
        const more = Math.min(totalBytes, some + chunkBytes);
        expect(solidCells(totalBytes, some).solid).toBeLessThanOrEqual(solidCells(totalBytes, more).solid);
      }),
    );
  });
});
