import type { CallContext } from '../../core/ports/mail-service.ts';
import type { Reply } from '../../core/ports/reply.ts';
import type { PaceWait } from '../../core/ports/metrics.ts';

/** Requests that are measured by themselves: the one that sends, and one chunk of a file. */
export type RequestPurpose = 'send' | 'chunk' | 'other';

/** Told of every request to the service: for metrics and logs, never for decisions. */
export interface RequestMeter {
  /** A request was let go. Call what comes back with its answer, null when nobody could read one. */
  begin(call: CallContext, purpose: RequestPurpose): (reply: Reply<unknown> | null) => void;
  /** A call waited in memory for its place in the pace. */
  waited(because: PaceWait, waitedMs: number): void;
}
