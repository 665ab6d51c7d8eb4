import type { JobsRole } from '../../contract/jobs.ts';
import { useJobTotals } from './use-jobs-feed.ts';

export interface JobsRights {
  /** Also to replay, park, and stop a replay. */
  readonly mayRetry: boolean;
  readonly mayDiscard: boolean;
  /** What may not be done and who says so; null where everything may. */
  readonly words: string | null;
}

const rights: Readonly<Record<JobsRole, JobsRights>> = {
  view: {
    mayRetry: false,
    mayDiscard: false,
    words: 'Jobs can only be looked at here. Settings, under Jobs, says who decided that.',
  },
  retry: {
    mayRetry: true,
    mayDiscard: false,
    words: 'Jobs can be tried again here, not discarded. Settings, under Jobs, says who decided that.',
  },
  discard: { mayRetry: true, mayDiscard: true, words: null },
};

/** Row J12: what is not allowed is not offered. Before it is known, nothing is. */
export function useJobsRights(): JobsRights {
  const role = useJobTotals().totals?.role;
  return role === undefined ? { ...rights.view, words: null } : rights[role];
}
