/** How much one call does, so that nothing else has to wait for it. Results never depend on them, only their parts do. */
export interface SearchLimits {
  /** So few candidates are taken together and put into any order. */
  readonly few: number;
  /** Candidates that are looked up in one call: some 10 ms. */
  readonly lookedUp: number;
  /** A longer list is found in parts. */
  readonly found: number;
}

export const searchLimits: SearchLimits = { few: 4_000, lookedUp: 4_000, found: 10_000 };
