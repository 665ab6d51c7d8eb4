import type { ReplayEffect, ReplayScope } from '../../../contract/jobs.ts';
import type { JobId } from '../../../contract/ids.ts';
import { MESSAGE_KIND } from '../ingest/ingest-jobs.ts';
import { sends } from '../jobs/job-actions.ts';
import type { SendProof } from '../jobs/prove-unsent.ts';
import type { ReplayStore, ScopedJob } from '../ports/replay-store.ts';

export interface Excluded {
  readonly id: JobId;
  readonly why: string;
}

export interface WeighedScope {
  readonly inScope: number;
  readonly items: readonly ScopedJob[];
  /** Sends that are not proven unsent (row J8), and what somebody dealt with meanwhile. */
  readonly excluded: readonly Excluded[];
}

interface WeighDeps {
  readonly replays: Pick<ReplayStore, 'inScope' | 'countDownloads'>;
  /** Of the message that a job sends. */
  readonly proofOf: (id: JobId) => SendProof;
}

/** Which jobs of a scope a replay may move. Changes nothing. */
export function weighScope({ replays, proofOf }: WeighDeps, scope: ReplayScope): WeighedScope {
  const scoped = replays.inScope(scope);
  const items: ScopedJob[] = [];
  const excluded: Excluded[] = [];
  for (const job of scoped) {
    const why = job.isOpen ? whyNot(job, proofOf) : 'It was dealt with already.';
    if (why === null) items.push(job);
    else excluded.push({ id: job.id, why });
  }
  return { inScope: scoped.length, items, excluded };
}

function whyNot({ id, kind }: ScopedJob, proofOf: WeighDeps['proofOf']): string | null {
  if (!sends(kind)) return null;
  const proof = proofOf(id);
  return proof.kind === 'unsent' ? null : proof.why;
}

/** What moving these jobs would do. */
export function countEffect(
  { replays }: Pick<WeighDeps, 'replays'>,
  { inScope, items, excluded }: WeighedScope,
): Omit<ReplayEffect, 'excluded' | 'freeBytes'> {
  const downloads = items.filter(({ kind }) => kind === MESSAGE_KIND);
  const sent = items.filter(({ kind }) => sends(kind)).length;
  return {
    inScope,
    willReplay: items.length,
    downloads: replays.countDownloads(downloads.map(({ id }) => id)),
    sends: sent,
    other: items.length - downloads.length - sent,
    excludedCount: excluded.length,
  };
}
