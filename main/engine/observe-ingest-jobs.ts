import { errorCode } from '../../contract/errors.ts';
import { deadLetter } from '../core/ingest/describe-step-fault.ts';
import { MESSAGE_KIND, messagePayload } from '../core/ingest/ingest-jobs.ts';
import type { WorkerEvent } from '../core/jobs/worker-events.ts';
import { structuredError } from '../core/mailroom-error.ts';
import type { IngestStore } from '../core/ports/ingest-store.ts';
import type { Clock } from '../core/ports/time.ts';

/** Keeps messages in step with what the queue decided about their jobs where their own run could not say so. */
export function observeIngestJobs(store: IngestStore, clock: Clock, recover: () => void): (event: WorkerEvent) => void {
  return (event) => {
    if (event.kind === 'reaped' && event.buried > 0) recover();
    if (event.kind !== 'finished' || event.job.kind !== MESSAGE_KIND) return;
    const { decision, job, ack } = event;
    const payload = messagePayload.safeParse(job.payload);
    if (decision.kind !== 'bury' || ack !== 'accepted' || !payload.success) return;
    const message = store.message(payload.data.account, payload.data.messageId);
    if (message === null || (message.state !== 'noticed' && message.state !== 'listed')) return;
    const code = errorCode.safeParse(decision.error.code);
    const error = structuredError(code.success ? code.data : 'internal_error', {
      message: 'Mailroom could not fetch the files of this message. The mailbox still has them.',
      remediation: 'Fetch them again.',
      retriable: true,
    });
    store.giveUp(message.id, deadLetter(error, payload.data, null, job.attempts + 1), clock.nowMs());
  };
}
