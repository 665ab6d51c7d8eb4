import type { JobId } from '../../../contract/ids.ts';
import { resumeMessage } from '../outbox/command-message.ts';
import type { JobFacts } from '../ports/job-index.ts';
import type { JobStore } from '../ports/job-store.ts';
import type { OutboxStore } from '../ports/outbox-store.ts';
import { sends } from './job-actions.ts';
import { proveUnsent } from './prove-unsent.ts';

export type Succession =
  | { readonly kind: 'moved'; readonly id: JobId }
  | { readonly kind: 'refused'; readonly why: string };

interface SuccessionDeps {
  readonly jobs: JobStore;
  readonly outbox: OutboxStore;
}

/**
 * Another job in the place of a dead one that nobody has dealt with. What sends gets one only where it is proven unsent
 * (row J8), and through its message, which then goes on where it stopped. Part of the caller's transaction.
 */
export function succeed({ jobs, outbox }: SuccessionDeps, facts: JobFacts, nowMs: number): Succession {
  if (facts.state !== 'dead') return refused('It is not dead any more.');
  if (facts.replayedBy !== null) return refused('Another job took its place.');
  if (sends(facts.kind)) {
    const message = facts.outboxId === null ? null : outbox.get(facts.outboxId);
    const proof = proveUnsent(message);
    if (proof.kind === 'unproven') return refused(proof.why);
    if (message?.step === 'needsHuman') {
      // Its job has the key of the dead one, and so takes its place.
      resumeMessage(outbox, message.id, nowMs);
      const id = jobs.get(facts.id)?.replayedBy;
      if (id !== undefined && id !== null) return { kind: 'moved', id };
    }
  }
  const successor = jobs.replay(facts.id, nowMs);
  return successor === null ? refused('It is not dead any more.') : { kind: 'moved', id: successor.id };
}

function refused(why: string): Succession {
  return { kind: 'refused', why };
}
