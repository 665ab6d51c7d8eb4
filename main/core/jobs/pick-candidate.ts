/** The best ready job of one mailbox. */
export interface Candidate {
  readonly id: number;
  readonly priority: number;
  readonly runAtMs: number;
  /** The number of the claim that last served this mailbox in this lane, 0 when none did. */
  readonly lastServed: number;
}

/** Strict priority would let a steady stream of urgent work starve the rest: every eighth claim goes by age alone. */
const oldestEvery = 8;

export function isOldestTurn(claimNumber: number): boolean {
  return claimNumber % oldestEvery === 0;
}

/** Priority first; among equals the mailbox that waited longest for its turn, then the earliest due. */
export function pickCandidate<C extends Candidate>(candidates: readonly C[], claimNumber: number): C | null {
  const compare = isOldestTurn(claimNumber) ? byAge : byTurn;
  return candidates.reduce<C | null>(
    (best, candidate) => (best === null || compare(candidate, best) < 0 ? candidate : best),
    null,
  );
}

function byAge(a: Candidate, b: Candidate): number {
  return a.id - b.id;
}

function byTurn(a: Candidate, b: Candidate): number {
  return a.priority - b.priority || a.lastServed - b.lastServed || a.runAtMs - b.runAtMs || a.id - b.id;
}
