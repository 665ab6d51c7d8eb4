import { jobCause, type CauseRow, type JobRow } from '../../../contract/jobs.ts';
import { MESSAGE_KIND, SYNC_KIND } from '../ingest/ingest-jobs.ts';
import { ADVANCE_KIND, DISCARD_KIND } from '../outbox/outbox-jobs.ts';
import type { CauseFacts, JobFacts } from '../ports/job-index.ts';
import { causeWords, workOf } from './causes.ts';

/** A job as lists show it. */
export function describeJob(facts: JobFacts): JobRow {
  const { id, kind, state, attempts, subject, messageId, outboxId, address } = facts;
  const cause = facts.cause === null ? null : jobCause.parse(facts.cause);
  return {
    id,
    kind,
    title: titleOf(facts),
    state,
    cause,
    causeWords: cause === null ? null : causeWords(kind, cause),
    fate: fateOf(facts),
    attempts,
    account: address === null ? null : facts.account,
    mailbox: address,
    messageId,
    outboxId,
    subject,
    correlationId: facts.correlationId as JobRow['correlationId'],
    createdAt: iso(facts.createdAtMs),
    lastErrorAt: isoOrNull(facts.lastErrorAtMs),
    diedAt: isoOrNull(facts.diedAtMs),
    runAt: iso(facts.runAtMs),
    waitsFor: facts.waitReason,
  };
}

export function describeCause({ cause, kind, count, firstSeenMs, lastSeenMs, spark, sample }: CauseFacts): CauseRow {
  return {
    cause: jobCause.parse(cause),
    kind,
    words: causeWords(kind, cause),
    work: workOf(kind),
    count,
    firstSeenAt: iso(firstSeenMs),
    lastSeenAt: iso(lastSeenMs),
    spark: [...spark],
    sample: describeJob(sample),
  };
}

/** Words for a person. Row J11. */
function titleOf(
  facts: Pick<JobFacts, 'kind' | 'title' | 'address' | 'subject' | 'recipients' | 'files' | 'folder'>,
): string {
  const { kind, address, files, recipients } = facts;
  const mailbox = address ?? 'a mailbox that is not connected any more';
  const subject = facts.subject === null || facts.subject === '' ? '(no subject)' : facts.subject;
  switch (kind) {
    case MESSAGE_KIND:
      return files === 0
        ? `Download the files of a message from ${mailbox}`
        : `Download ${counted(files, 'file', 'files')} from ${mailbox}`;
    case SYNC_KIND:
      return `Look into ${facts.folder ?? 'a folder'} of ${mailbox}`;
    case ADVANCE_KIND:
      return recipients === 0 ? `Send '${subject}'` : `Send '${subject}' to ${counted(recipients, 'person', 'people')}`;
    case DISCARD_KIND:
      return `Remove the draft of '${subject}'`;
    default:
      return facts.title;
  }
}

export function fateOf({
  state,
  replayedBy,
  discardedAtMs,
}: Pick<JobFacts, 'state' | 'replayedBy' | 'discardedAtMs'>): JobRow['fate'] {
  if (state !== 'dead') return null;
  if (replayedBy !== null) return 'replayed';
  return discardedAtMs === null ? 'open' : 'discarded';
}

export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

function isoOrNull(atMs: number | null): string | null {
  return atMs === null ? null : iso(atMs);
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
