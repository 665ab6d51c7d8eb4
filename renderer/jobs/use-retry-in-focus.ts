import { useQueryClient } from '@tanstack/react-query';
import { jobId, type JobId } from '../../contract/ids.ts';
import { useClient } from '../app/connection.tsx';
import { type Action, useAction } from '../app/use-action.ts';
import { useShortcut } from '../app/use-shortcut.ts';
import { useJobsRights } from './use-jobs-rights.ts';
import { announce } from '../ui/announce.ts';

/** R on a row of a list tries that job again; its fault is there to be shown. */
export function useRetryInFocus(): Action<JobId> {
  const client = useClient();
  const queries = useQueryClient();
  const { mayRetry } = useJobsRights();
  const retry = useAction(
    (id: JobId) => client.jobs.retry({ id, via: 'window', reason: null }),
    () => {
      announce('It is tried again now.');
      void queries.invalidateQueries({ queryKey: ['jobs'] });
    },
  );
  useShortcut('retry', () => {
    const id = jobInFocus();
    if (id === null || retry.isRunning || !mayRetry) return false;
    retry.run(id);
    return true;
  });
  return retry;
}

/** The job whose row has the focus, or null. */
export function jobInFocus(): JobId | null {
  const row = document.activeElement?.closest<HTMLElement>('.job-row');
  const id = jobId.safeParse(row?.dataset['key']);
  return id.success ? id.data : null;
}
