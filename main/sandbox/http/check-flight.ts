import type { Tenant } from '../tenant.ts';
import type { Violate } from './admit.ts';
import { checkLimits } from './check-limits.ts';
import type { GraphError } from './graph-error.ts';
import { changeConflict } from './graph-error.ts';
import type { Flight, InFlight } from './in-flight.ts';

/** Pace and rivals of one request, or of one part of a batch, that has just begun. */
export function checkFlight(
  tenant: Tenant,
  inFlight: InFlight,
  flight: Flight,
  uploadBytes: number,
  violate: Violate,
): GraphError | null {
  const switches = tenant.switches();
  const { all, waitedFor } = inFlight.countOf(flight.userId);
  if (switches.limitConcurrency > 0 && waitedFor > switches.limitConcurrency)
    violate('tooManyConcurrent', `${waitedFor} requests at once.`);
  const rival = inFlight.rivalOf(flight);
  if (rival !== undefined && !rival.isClientGone())
    violate('overlappingWrites', 'Another change of the same message is under way.');
  const overLimit = checkLimits(tenant, { userId: flight.userId, concurrent: all, uploadBytes });
  if (overLimit !== null) return overLimit;
  const bothSend = rival?.isSend === true && flight.isSend && switches.nonAtomicSend;
  return rival !== undefined && switches.conflictOnOverlap && !bothSend ? changeConflict() : null;
}
