import type { Log } from '../../core/ports/log.ts';
import type { Metrics } from '../../core/ports/metrics.ts';

/** Who is told of what happens, and decides nothing. */
export interface Observers {
  readonly metrics: Metrics;
  readonly log: Log;
}
