import { structuredError } from '../mailroom-error.ts';
import type { IngestStore } from '../ports/ingest-store.ts';
import type { JobFacts } from '../ports/job-index.ts';
import type { JobStore } from '../ports/job-store.ts';
import type { OutboxStore } from '../ports/outbox-store.ts';
import { sends } from './job-actions.ts';

/**
 * Null where a person may say that nothing shall become of it. A message that needs somebody is decided about in the
 * outbox, with its evidence; a folder is left in Files.
 */
export function whyKept({ outbox }: { readonly outbox: Pick<OutboxStore, 'get'> }, facts: JobFacts): string | null {
  const message = facts.outboxId === null ? null : outbox.get(facts.outboxId);
  if (sends(facts.kind) && message?.step === 'needsHuman')
    return 'Its message needs you: cancel it, or say what became of it, in the outbox.';
  if (facts.folder !== null) return 'Stop following the folder in Files instead.';
  if (facts.state !== 'dead' && facts.state !== 'parked') return `It is ${facts.state}.`;
  return facts.replayedBy === null && facts.discardedAtMs === null ? null : 'It was dealt with already.';
}

interface DiscardedBy {
  readonly actor: string;
  readonly reason: string | null;
  readonly nowMs: number;
}

interface DiscardDeps {
  readonly jobs: Pick<JobStore, 'discard'>;
  readonly ingest: Pick<IngestStore, 'message' | 'dismiss' | 'giveUp'>;
}

/** Of a job that nothing keeps. It stays, with who said so and why; its files need nobody any more. */
export function discardOne({ jobs, ingest }: DiscardDeps, facts: JobFacts, by: DiscardedBy): void {
  const { actor, reason, nowMs } = by;
  jobs.discard(facts.id, { actor, reason: reason ?? '' }, nowMs);
  const message = facts.messageId === null ? null : ingest.message(facts.account, facts.messageId);
  if (message === null || message.state === 'complete' || message.state === 'gone') return;
  if (message.state !== 'needsYou') ingest.giveUp(message.id, discarded, nowMs);
  ingest.dismiss(message.id, nowMs);
}

const discarded = structuredError('retries_exhausted', {
  message: 'Somebody decided that these files are not to be fetched. The mailbox still has them.',
  remediation: 'Fetch them again if they are wanted after all.',
});
