import type { JobFacts } from '../ports/job-index.ts';
import { MESSAGE_KIND } from '../ingest/ingest-jobs.ts';
import { causeWords } from './causes.ts';
import { counted, fateOf } from './describe-job.ts';
import { sends } from './job-actions.ts';
import type { SendProof } from './prove-unsent.ts';

/** What happened, what is safe, what next. Without a code. */
export function verdictOf(facts: JobFacts, proof: SendProof | null): string {
  const why = facts.cause === null ? null : causeWords(facts.kind, facts.cause);
  switch (facts.state) {
    case 'dead':
      return deadVerdict(facts, why ?? 'It failed', proof);
    case 'waiting':
      return why === null
        ? 'It waits for its time. Nothing to do.'
        : `${why}. ${safeWords(facts, proof)} It is tried again by itself.`;
    case 'ready':
      return 'It is due, and the next free worker takes it.';
    case 'running':
      return 'A worker is at it right now.';
    case 'done':
      return facts.lastErrorAtMs === null ? 'It ran to its end.' : 'It failed at first and then ran to its end.';
    case 'parked':
      return 'Somebody put it aside. It waits until somebody brings it back.';
    case 'cancelled':
      return 'It is not wanted any more.';
  }
}

function deadVerdict(facts: JobFacts, why: string, proof: SendProof | null): string {
  const tries = facts.attempts > 1 ? `${why}, ${counted(facts.attempts, 'time', 'times')}.` : `${why}.`;
  switch (fateOf(facts)) {
    case 'replayed':
      return `${tries} Another job took its place.`;
    case 'discarded':
      return `${tries} ${facts.discardedBy === null ? 'It was decided about in the outbox.' : `${facts.discardedBy} said that nothing shall become of it.`}`;
    case 'open':
    case null:
      return `${tries} ${safeWords(facts, proof)} ${nextWords(proof)}`;
  }
}

function safeWords({ kind }: JobFacts, proof: SendProof | null): string {
  if (sends(kind)) return proof?.kind === 'unproven' ? proof.why : 'It was not sent; its draft and files are safe.';
  return kind === MESSAGE_KIND ? 'The mailbox still has the message.' : 'Nothing is lost.';
}

function nextWords(proof: SendProof | null): string {
  return proof?.kind === 'unproven'
    ? 'It is not sent again from here.'
    : 'Remove the cause, then retry it, or discard it.';
}
