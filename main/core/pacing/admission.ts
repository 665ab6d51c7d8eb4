import type { PaceReason } from '../ports/reply.ts';

/** The service works on so many parts of a batch at a time. */
const PARTS_AT_ONCE = 4;

/** What a call takes from the budgets. */
export interface Cost {
  /** A batch is as many requests as it has parts; anything else is one. */
  readonly requests?: number;
  /** Bytes of the body of a POST, PATCH or PUT. */
  readonly uploadBytes: number;
  /** Messages that it sends. */
  readonly messages: number;
}

/** How many of the mailbox's places the call takes while it is under way. */
export function placesOf({ requests = 1 }: Cost): number {
  return Math.min(requests, PARTS_AT_ONCE);
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
