import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barHeightPx, followBar, mostPx, placeAt, topThatShows } from '../../../renderer/files/scroll-scale.ts';

const viewPx = 700;
const long = { listPx: 34_000_000, viewPx };
const short = { listPx: 34_000, viewPx };

describe('scrolling a list that is longer than a page may be', () => {
  it('is nothing special while the list is short enough', () => {
    expect(barHeightPx(short)).toBe(34_000);
    expect(followBar({ topPx: 0, barPx: 0 }, 12_345, short)).toEqual({ topPx: 12_345, barPx: 12_345 });
    expect(placeAt(12_345, short)).toEqual({ topPx: 12_345, barPx: 12_345 });
  });

  it('moves by what a wheel turns, and by its share of the whole when somebody drags the bar', () => {
    const before = placeAt(20_000_000, long);
    expect(followBar(before, before.barPx + 100, long).topPx).toBe(20_000_100);
    const dragged = followBar(before, (mostPx - viewPx) / 2, long);
    expect(dragged.topPx).toBeCloseTo((34_000_000 - viewPx) / 2, 3);
  });

  it('reaches both ends', () => {
    const middle = placeAt(20_000_000, long);
    expect(followBar(middle, 0, long).topPx).toBe(0);
    expect(followBar(middle, mostPx - viewPx, long).topPx).toBe(34_000_000 - viewPx);
  });

  it('never leaves the list, and a place is where it was put', () => {
    assert(
      property(
        integer({ min: 0, max: 60_000_000 }),
        integer({ min: 0, max: mostPx }),
        integer({ min: 0, max: 60_000_000 }),
        (listPx, barPx, topPx) => {
          const span = { listPx, viewPx };
          const end = Math.max(0, listPx - viewPx);
          const place = placeAt(topPx, span);
          const { topPx: followed } = followBar(place, barPx, span);
          expect(followed).toBeGreaterThanOrEqual(0);
          expect(followed).toBeLessThanOrEqual(end);
          expect(place.topPx).toBe(Math.min(topPx, end));
          expect(place.barPx).toBeLessThanOrEqual(Math.max(0, barHeightPx(span) - viewPx));
        },
      ),
    );
  });

  it('shows a line whole, moving as little as possible', () => {
    expect(topThatShows(0, 34, 1000, viewPx)).toBe(0);
    expect(topThatShows(40, 34, 1000, viewPx)).toBe(1000);
    expect(topThatShows(100, 34, 1000, viewPx)).toBe(101 * 34 - viewPx);
  });
});
