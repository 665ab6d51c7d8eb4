import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { JobFilter, JobRow } from '../../contract/jobs.ts';
import { useClient, useConnectionState } from '../app/connection.tsx';
import { readFault, type Fault } from '../app/fault.ts';
import { useJobsVersionNow } from './use-jobs-feed.ts';

const pageRows = 200;
/** More pages than these are not read again by themselves: a person who scrolled far keeps what they look at. */
const mostRenewed = 5;

export interface JobPages {
  readonly rows: readonly JobRow[];
  /** How many match; undefined before the first answer. */
  readonly total: number | undefined;
  readonly atMs: number;
  readonly fault: Fault | null;
  /** Something changed since these rows were read. */
  readonly isOld: boolean;
  readonly more: () => void;
  readonly renew: () => void;
}

/** The jobs that match, page after page as a person scrolls. Rows of the last question stay until the next is answered. */
export function useJobPages(filter: JobFilter, isWanted = true): JobPages {
  const client = useClient();
  const isConnected = useConnectionState() === 'connected';
  const version = useJobsVersionNow();
  const [seenVersion, setSeenVersion] = useState(version);
  const query = useInfiniteQuery({
    queryKey: ['jobPages', filter],
    queryFn: ({ pageParam }) => client.jobs.page({ filter, after: pageParam, limit: pageRows }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextKey }) => nextKey,
    enabled: isConnected && isWanted,
    placeholderData: keepPreviousData,
    // Comparing thousands of rows with those before them would take longer than drawing the few that are seen.
    structuralSharing: false,
  });
  const { data, refetch } = query;
  const pages = data?.pages.length ?? 0;
  useEffect(() => {
    if (version === seenVersion || pages > mostRenewed || !isConnected || !isWanted) return;
    setSeenVersion(version);
    void refetch();
  }, [version, seenVersion, pages, refetch, isConnected, isWanted]);
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  return {
    rows,
    total: data?.pages.at(-1)?.total,
    atMs: query.dataUpdatedAt,
    fault: query.error === null ? null : readFault(query.error),
    isOld: version !== seenVersion && pages > mostRenewed,
    more: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    renew: () => {
      setSeenVersion(version);
      void refetch();
    },
  };
}
