import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addUse, decayedUses, RECEIVED_WEIGHT, SENT_WEIGHT } from '../../../main/core/recipients/address-rank.ts';

const day = 24 * 60 * 60_000;
const now = Date.UTC(2026, 10, 21);

function rankOf(...uses: readonly (readonly [daysAgo: number, weight: number])[]): number {
  const [first, ...rest] = uses.map(([days, weight]) => [now - days * day, weight] as const);
  return rest.reduce((rank, use) => addUse(rank, ...use), addUse(null, ...(first ?? [now, SENT_WEIGHT])));
}

test('C4: a use counts one at its time, and half for each 30 days since', () => {
  // By hand: the sum of weight × 2^(-days / 30).
  const vectors = [
    [[[0, SENT_WEIGHT]], 1],
    [[[30, SENT_WEIGHT]], 0.5],
    [[[60, SENT_WEIGHT]], 0.25],
    [[[10, SENT_WEIGHT]], 0.7937005259840998],
    [[[0, RECEIVED_WEIGHT]], 0.25],
    [
      [
        [0, SENT_WEIGHT],
        [30, SENT_WEIGHT],
        [30, RECEIVED_WEIGHT],
      ],
      1.625,
    ],
    [Array.from({ length: 12 }, () => [90, SENT_WEIGHT] as const), 1.5],
    [[[3650, SENT_WEIGHT]], 2 ** (-3650 / 30)],
  ] as const;
  for (const [uses, worth] of vectors) expect(decayedUses(rankOf(...uses), now)).toBeCloseTo(worth, 9);
});

test('C4: twelve messages in the spring rank below two of this week', () => {
  const spring = rankOf(...Array.from({ length: 12 }, () => [200, SENT_WEIGHT] as const));
  expect(rankOf([1, SENT_WEIGHT], [3, SENT_WEIGHT])).toBeGreaterThan(spring);
});

test('C4: the order in which uses are learned does not matter, nor when one looks', () => {
  const uses = fc.array(fc.tuple(fc.integer({ min: 0, max: 4_000 }), fc.constantFrom(SENT_WEIGHT, RECEIVED_WEIGHT)), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(uses, uses, fc.integer({ min: 0, max: 40 * 365 }), (some, others, daysLater) => {
      expect(rankOf(...some.toReversed())).toBeCloseTo(rankOf(...some), 9);
      const [left, right] = [rankOf(...some), rankOf(...others)];
      const later = now + daysLater * day;
      fc.pre(Math.abs(left - right) > 1e-6);
      expect(decayedUses(left, later) > decayedUses(right, later)).toBe(left > right);
    }),
  );
});
