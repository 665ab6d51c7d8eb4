/** After this time a use counts half. */
const HALF_LIFE_MS = 30 * 24 * 60 * 60_000;
/** A message received counts a quarter of one that was sent. */
export const SENT_WEIGHT = 1;
export const RECEIVED_WEIGHT = 0.25;
/** An address of the own domain ranks as if it had been used half again as often. */
export const OWN_DOMAIN_BONUS = Math.log2(1.5);

/**
 * How often and how recently an address was used, as one number that never has to be computed anew: the logarithm to
 * base 2 of the sum of `weight × 2^(t / half-life)` over all uses. Whoever ranks higher now does so at any later time.
 * Pass null for an address that was never used. The order in which uses are added does not matter.
 */
export function addUse(rank: number | null, atMs: number, weight: number): number {
  const use = atMs / HALF_LIFE_MS + Math.log2(weight);
  if (rank === null) return use;
  const higher = Math.max(rank, use);
  return higher + Math.log2(1 + 2 ** (Math.min(rank, use) - higher));
}

/** What the rank is worth at that time: the number of uses, each halved once per half-life since. */
export function decayedUses(rank: number, nowMs: number): number {
  return 2 ** (rank - nowMs / HALF_LIFE_MS);
}
