import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactElement } from 'react';
import type { JobId } from '../../contract/ids.ts';
import type { JobFilter } from '../../contract/jobs.ts';
import { useClient, useConnectionState } from '../app/connection.tsx';
import { FaultNote } from '../app/FaultNote.tsx';
import { readFault } from '../app/fault.ts';
import { Button } from '../ui/Button.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { CauseDetail } from './CauseDetail.tsx';
import { JobDetail } from './JobDetail.tsx';
import { withinCause } from './job-filter.ts';
import type { JobsAsk } from './jobs-ask.ts';
import { JobsOverview } from './JobsOverview.tsx';
import { isCause, type OpenPlace } from './open-place.ts';

export interface JobsDetailProps {
  readonly place: OpenPlace;
  /** The job that was open before, to which the focus goes back. */
  readonly leftJob: JobId | null;
  /** What was typed. */
  readonly filter: JobFilter;
  readonly isNarrow: boolean;
  readonly onOpen: (place: OpenPlace) => void;
  readonly onBack: () => void;
  readonly onAsk: (ask: JobsAsk) => void;
}

/** What stands beside the list: a job, a cause with its jobs, or how things stand in all. */
export function JobsDetail(props: JobsDetailProps): ReactElement {
  const { cause, job } = props.place;
  return (
    <section className="detail-column" data-region="detail" aria-label="Job" tabIndex={0}>
      {job === null ? cause === null ? <JobsOverview /> : <OpenCause {...props} /> : <OpenJob {...props} job={job} />}
    </section>
  );
}

function OpenJob(props: JobsDetailProps & { readonly job: JobId }): ReactElement | null {
  const { place, job, isNarrow } = props;
  const client = useClient();
  const { data, error } = useQuery({
    queryKey: ['jobs', 'show', job],
    queryFn: () => client.jobs.show({ id: job }),
    enabled: useConnectionState() === 'connected',
    placeholderData: (before) => before,
  });
  if (data === undefined) {
    if (error === null) return <Waiting words="Reading the job" />;
    return (
      <div className="jobs-missing">
        <FaultNote fault={readFault(error)}>
          <Button look="quiet" onPress={props.onBack}>
            Back to the list
          </Button>
        </FaultNote>
      </div>
    );
  }
  return (
    <JobDetail
      detail={data}
      back={place.cause !== null ? 'the cause' : isNarrow ? 'the list' : null}
      onBack={props.onBack}
      onOpen={(next) => props.onOpen({ ...place, job: next })}
      onAsk={props.onAsk}
    />
  );
}

function OpenCause(props: JobsDetailProps): ReactElement | null {
  const { place } = props;
  const within = useMemo(() => withinCause(props.filter), [props.filter]);
  const client = useClient();
  const isConnected = useConnectionState() === 'connected';
  const { data } = useQuery({
    queryKey: ['jobs', 'causes', within],
    queryFn: () => client.jobs.causes({ filter: within }),
    enabled: isConnected,
    placeholderData: (before) => before,
  });
  if (data === undefined) return <Waiting words="Reading the cause" />;
  const row = data.find((found) => isCause(found, place.cause));
  if (row === undefined) {
    return (
      <div className="nothing-open">
        <p>No dead letter has this cause any more.</p>
        <Button onPress={props.onBack} autoFocus>
          Back to the causes
        </Button>
      </div>
    );
  }
  return (
    <CauseDetail
      key={`${row.cause} ${row.kind}`}
      row={row}
      within={within}
      leftJob={props.leftJob}
      isNarrow={props.isNarrow}
      onBack={props.onBack}
      onOpen={(job) => props.onOpen({ ...place, job })}
      onAsk={props.onAsk}
    />
  );
}
