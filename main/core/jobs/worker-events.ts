import type { AckResult, Job } from '../ports/job-store.ts';
import type { RetryDecision } from './decide-retry.ts';

/** What a worker tells logs and metrics. */
export type WorkerEvent =
  | { readonly kind: 'claimed'; readonly job: Job; readonly waitedMs: number }
  | {
      readonly kind: 'finished';
      readonly job: Job;
      readonly decision: RetryDecision;
      readonly ack: AckResult;
      readonly tookMs: number;
    }
  /** A run threw. The job is tried again; the error is for the log alone. */
  | { readonly kind: 'crashed'; readonly job: Job; readonly error: unknown }
  /** The job is not ours any more: its lease ran out and was given back. What its run returns is thrown away. */
  | { readonly kind: 'leaseLost'; readonly job: Job }
  | { readonly kind: 'reaped'; readonly returned: number; readonly buried: number };
