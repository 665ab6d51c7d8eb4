import type { JobAction, JobsRole } from '../../../contract/jobs.ts';
import { ADVANCE_KIND } from '../outbox/outbox-jobs.ts';
import type { JobFacts } from '../ports/job-index.ts';
import { REPLAY_KIND } from '../replay/replay-jobs.ts';
import { editableOf } from './redact-payload.ts';
import type { SendProof } from './prove-unsent.ts';

const allowed: Readonly<Record<JobsRole, readonly JobAction[]>> = {
  view: [],
  retry: ['retry', 'replay', 'park', 'unpark'],
  discard: ['retry', 'replay', 'park', 'unpark', 'discard'],
};

export function isAllowed(role: JobsRole, action: JobAction): boolean {
  return allowed[role].includes(action);
}

/** What a person may do to a job as it stands. `proof` is that of the message which it sends, null where it sends none. */
export function actionsOf(facts: JobFacts, proof: SendProof | null, role: JobsRole): JobAction[] {
  return possible(facts, proof).filter((action) => isAllowed(role, action));
}

function possible(
  { kind, state, folder, replayedBy, discardedAtMs }: JobFacts,
  proof: SendProof | null,
): readonly JobAction[] {
  switch (state) {
    case 'waiting':
      return whyNotParked(kind) === null ? ['retry', 'park'] : ['retry'];
    case 'ready':
      return whyNotParked(kind) === null ? ['park'] : [];
    case 'parked':
      return folder === null ? ['unpark', 'discard'] : ['unpark'];
    case 'dead': {
      if (replayedBy !== null) return [];
      const again: readonly JobAction[] = proof?.kind === 'unproven' ? [] : ['retry', 'replay'];
      // A message that needs somebody is decided about in the outbox.
      return discardedAtMs === null && !sends(kind) ? [...again, 'discard'] : again;
    }
    case 'running':
    case 'done':
    case 'cancelled':
      return [];
  }
}

export function sends(kind: string): boolean {
  return kind === ADVANCE_KIND;
}

/** What would wait unseen behind its own row is stopped there; null for what may be parked. */
export function whyNotParked(kind: string): string | null {
  if (sends(kind)) return 'Pause its message in the outbox.';
  return kind === REPLAY_KIND ? 'Stop the replay instead.' : null;
}

/** Row J14: another payload makes another order, and what sends must stay the very message that was checked. */
export function isEditable(kind: string): boolean {
  return !sends(kind) && editableOf(kind).length > 0;
}
