import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { create } from 'zustand';
import type { JobTotals } from '../../contract/jobs.ts';
import { useClient, useConnectionState } from '../app/connection.tsx';
import { useStream } from '../app/use-stream.ts';

/** Grows when what lists show may have changed. Long lists ask themselves when to read again. */
const useJobsVersion = create<{ readonly version: number }>(() => ({ version: 0 }));

/** Many changes in a moment, as while a replay runs, are one. */
const batchMs = 500;

/** Reads that something changed and has it read again. Mounted once, at the top. */
export function useJobsFeed(): void {
  const queries = useQueryClient();
  const timer = useRef<number | undefined>(undefined);
  useStream(
    'jobs.watch',
    (client, signal) => client.jobs.watch({}, { signal }),
    () => {
      timer.current ??= window.setTimeout(() => {
        timer.current = undefined;
        useJobsVersion.setState(({ version }) => ({ version: version + 1 }));
        void queries.invalidateQueries({ queryKey: ['jobs'] });
      }, batchMs);
    },
  );
}

export function useJobsVersionNow(): number {
  return useJobsVersion(({ version }) => version);
}

/** Counts of all jobs, kept with their age while the engine cannot be reached. */
export function useJobTotals(): { readonly totals: JobTotals | undefined; readonly atMs: number } {
  const client = useClient();
  const isConnected = useConnectionState() === 'connected';
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['jobs', 'totals'],
    queryFn: () => client.jobs.totals({}),
    enabled: isConnected,
  });
  return { totals: data, atMs: dataUpdatedAt };
}

/** Dead letters that nobody has dealt with: the number in the rail. */
export function useJobsNeedingYou(): number {
  return useJobTotals().totals?.open ?? 0;
}
