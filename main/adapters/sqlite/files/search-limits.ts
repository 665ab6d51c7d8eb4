/** How much one call does, so that nothing else has to wait for it. Results never depend on them, only their parts do. */
export interface SearchLimits {
  /** So few candidates are taken together and put into any order. */
  readonly few: number;
  /** A longer list is found in parts. */
  readonly found: number;
  /** Where candidates have to be looked up one by one, so many matches are enough for a call … */
  readonly enough: number;
  /** … and so much time. */
  readonly lookUpMs: number;
  /** Looked up between two looks at the clock. */
  readonly chunk: number;
  /** In a whole list so many rows are read on from a place that is known. */
  readonly reach: number;
}

export const searchLimits: SearchLimits = {
  few: 2_000,
  found: 10_000,
  enough: 200,
  lookUpMs: 8,
  chunk: 200,
  reach: 8_000,
};
