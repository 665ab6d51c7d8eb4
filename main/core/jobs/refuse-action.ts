import { MailroomError } from '../mailroom-error.ts';
import type { JobFacts } from '../ports/job-index.ts';
import { sends } from './job-actions.ts';

export function noSuchJob(): MailroomError {
  return new MailroomError('job_not_found', {
    message: 'There is no job with this id. Finished jobs are forgotten after a while.',
    remediation: 'List the jobs with "mailroom jobs list".',
    field: 'id',
  });
}

/** Row J12. */
export function notPermitted(action: string): MailroomError {
  return new MailroomError('not_permitted', {
    message: `This Mailroom is set up so that nobody may ${action} jobs here. Nothing was changed.`,
    remediation: 'MAILROOM_JOBS_ROLE decides this; ask whoever set it.',
    details: { setting: 'MAILROOM_JOBS_ROLE' },
  });
}

/** The job is not in a state for it. What sends leads to its message, where the evidence is. */
export function refuseAction(
  facts: Pick<JobFacts, 'kind' | 'state' | 'outboxId'>,
  verb: string,
  why?: string,
): MailroomError {
  const { kind, state, outboxId } = facts;
  const isSend = sends(kind) && outboxId !== null;
  return new MailroomError('message_state_conflict', {
    message: `This job cannot ${verb}: ${why ?? `it is ${state}.`} Nothing was changed.`,
    remediation: isSend
      ? `Open its message in the outbox: mailroom outbox show ${outboxId}`
      : 'Look at it with "mailroom jobs show".',
    field: 'id',
    details: { state, ...(isSend ? { outbox_id: outboxId } : {}) },
  });
}
