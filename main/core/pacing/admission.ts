import type { PaceReason } from '../ports/reply.ts';

/** What a call takes from the budgets, besides being one request. */
export interface Cost {
  /** Bytes of the body of a POST, PATCH or PUT. */
  readonly uploadBytes: number;
  /** Messages that it sends. */
  readonly messages: number;
}

/** One request under way. */
export interface Permit {
  /** Call once the answer is there or given up; the second time does nothing. */
  release(): void;
}

export interface Wait {
  readonly because: PaceReason;
  readonly untilMs: number;
}

export type Admission =
  /** `waitedFor`: what it last waited for in memory; null when it could go at once. */
  | { readonly kind: 'go'; readonly permit: Permit; readonly waitedFor?: PaceReason | 'concurrency' | null }
  /** Not before `untilMs`, which is further away than is worth waiting for in memory. Nothing was charged. */
  | ({ readonly kind: 'paced' } & Wait)
  | { readonly kind: 'cancelled' };
