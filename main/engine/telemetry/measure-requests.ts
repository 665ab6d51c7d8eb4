import type { RequestMeter } from '../../adapters/graph/request-meter.ts';
import { userOf } from '../../core/ingest/ingest-jobs.ts';
import { decideSendAnswer } from '../../core/outbox/decide-send-answer.ts';
import type { ActionStatus, RequestOutcome } from '../../core/ports/metrics.ts';
import type { CallContext } from '../../core/ports/mail-service.ts';
import type { Reply, ServiceFault } from '../../core/ports/reply.ts';
import type { Clock } from '../../core/ports/time.ts';
import type { Observers } from './observers.ts';

/** Measures every request to the service, and by themselves the one that sends and those of chunks. */
export function measureRequests({ metrics, log }: Observers, clock: Clock): RequestMeter {
  function tell({ account, correlationId }: CallContext, fault: ServiceFault, tookMs: number): void {
    const fields = { userId: userOf(account), correlationId, ms: tookMs };
    if (fault.kind !== 'refused') return log.warn('graph.failed', { ...fields, because: fault.kind });
    const { status: httpStatus, requestId, retryAfterMs } = fault;
    if (httpStatus !== 429) return log.warn('graph.failed', { ...fields, httpStatus, requestId });
    log.warn('graph.throttled', { ...fields, httpStatus, requestId, ms: retryAfterMs ?? 0 });
  }

  return {
    waited: (because, waitedMs) => metrics.paceWaited(because, waitedMs),
    begin(call, purpose) {
      const beganMs = clock.nowMs();
      metrics.requestBegan();
      return (reply) => {
        const tookMs = clock.nowMs() - beganMs;
        metrics.requestEnded(call.signal.aborted && reply?.ok !== true ? null : outcomeOf(reply), tookMs);
        if (purpose === 'chunk') metrics.chunkSent(tookMs);
        const status = purpose === 'send' ? statusOf(reply) : null;
        if (status !== null) metrics.sendAnswered(status, tookMs);
        if (reply?.ok === false && !call.signal.aborted) tell(call, reply.fault, tookMs);
      };
    },
  };
}

function outcomeOf(reply: Reply<unknown> | null): RequestOutcome | null {
  if (reply === null) return null;
  if (reply.ok) return 'ok';
  const { fault } = reply;
  if (fault.kind !== 'refused') return 'network';
  if (fault.status === 429) return 'throttled';
  return fault.status >= 500 ? 'server_error' : 'client_error';
}

/** Null while nothing is decided: the same draft is sent again. */
function statusOf(reply: Reply<unknown> | null): ActionStatus | null {
  if (reply === null) return 'error';
  switch (decideSendAnswer(reply).kind) {
    case 'accepted':
      return 'ok';
    case 'refused':
    case 'unknown':
      return 'error';
    case 'notSent':
    case 'sealAgain':
      return null;
  }
}
