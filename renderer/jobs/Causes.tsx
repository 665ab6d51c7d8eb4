import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { JobFilter } from '../../contract/jobs.ts';
import { useClient, useConnectionState } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { readFault } from '../app/fault.ts';
import { useNow } from '../app/use-now.ts';
import { useIsNarrow } from '../outbox/use-is-narrow.ts';
import { Empty } from '../ui/Empty.tsx';
import { countWords } from '../ui/format/count-words.ts';
import { formatTime } from '../ui/format/format-time.ts';
import { Waiting } from '../ui/Waiting.tsx';
import { CauseList } from './CauseList.tsx';
import { isFirstUse, jobsVerdict } from './empty-words.ts';
import { amongOpen, isNarrowed } from './job-filter.ts';
import type { CauseName } from './open-place.ts';
import { useJobTotals } from './use-jobs-feed.ts';

export interface CausesProps {
  readonly filter: JobFilter;
  readonly open: CauseName | null;
  readonly opensByArrow: boolean;
  readonly onOpen: (name: CauseName) => void;
}

/** Row J1: why jobs died, with the count of causes and its age while it is not live. */
export function Causes({ filter: typed, open, opensByArrow, onOpen }: CausesProps): ReactElement {
  const filter = amongOpen(typed);
  const client = useClient();
  const nowMs = useNow(15_000);
  const isConnected = useConnectionState() === 'connected';
  const isNarrow = useIsNarrow();
  const { totals } = useJobTotals();
  const {
    data: found,
    dataUpdatedAt,
    error,
  } = useQuery({
    queryKey: ['jobs', 'causes', filter],
    queryFn: () => client.jobs.causes({ filter }),
    enabled: isConnected,
    placeholderData: keepPreviousData,
  });
  const isOld = found !== undefined && (!isConnected || error !== null);
  return (
    <>
      {error === null ? null : (
        <div className="jobs-fault">
          <FaultNote fault={readFault(error)} />
        </div>
      )}
      {found === undefined ? (
        error === null ? (
          <Waiting words="Counting what failed" />
        ) : null
      ) : found.length === 0 ? (
        <Empty words={emptyWords()} />
      ) : (
        <>
          <p className="jobs-heading">
            <b>Given up, by cause</b>
            <span>
              {countWords(found.length, 'cause')}
              {isOld ? ` as of ${formatTime(new Date(dataUpdatedAt).toISOString(), nowMs)}` : ''}
            </span>
          </p>
          <CauseList causes={found} open={open} onOpen={onOpen} opensByArrow={opensByArrow} />
        </>
      )}
    </>
  );

  function emptyWords(): string {
    if (isNarrowed(filter)) return 'No dead letter matches.';
    // In a wide window the same is said beside the list.
    if (totals === undefined || !isNarrow) return 'No dead letters.';
    return isFirstUse(totals) ? 'No jobs yet. What fails shows up here, by its cause.' : jobsVerdict(totals, nowMs);
  }
}
