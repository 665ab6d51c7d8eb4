import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactElement } from 'react';
import { commands } from '../app/commands.ts';
import { useClient } from '../app/connection.tsx';
import { readFault } from '../app/fault.ts';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { countWords } from '../ui/format/count-words.ts';
import { Waiting } from '../ui/Waiting.tsx';
import type { ScopeOffer } from './jobs-ask.ts';
import { LeftOutJobs } from './LeftOutJobs.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';

export interface DiscardManyProps {
  readonly offer: ScopeOffer;
  readonly onClose: () => void;
}

/** Discards all jobs of a scope for one reason, after it counted them. Closing it stops where it is. */
export function DiscardMany({ offer, onClose }: DiscardManyProps): ReactElement {
  const { words, scope } = offer;
  const client = useClient();
  const queries = useQueryClient();
  const leaving = useRef(new AbortController());
  useEffect(() => {
    leaving.current = new AbortController();
    return () => leaving.current.abort();
  }, []);
  const discard = useAction(
    (reason: string) => client.jobs.discardMany({ scope, reason, via: 'window' }, { signal: leaving.current.signal }),
    ({ discarded, leftOutCount }) => {
      const others = leftOutCount === 0 ? '' : `, ${countWords(leftOutCount, 'job')} left out`;
      announce(`${countWords(discarded, 'job')} discarded${others}. Retry takes one back.`);
      void queries.invalidateQueries({ queryKey: ['jobs'] });
      onClose();
    },
  );
  const effect = useQuery({
    queryKey: ['jobs', 'dryRunDiscard', scope],
    queryFn: ({ signal }) => client.jobs.dryRunDiscard({ scope }, { signal }),
    // What is left to be discarded is not counted again with each portion.
    enabled: !discard.isRunning,
    gcTime: 0,
    staleTime: 0,
  });
  const counted = effect.data;
  const fault = discard.fault ?? (effect.error === null ? null : readFault(effect.error));

  function unavailable(): string | null {
    if (counted === undefined) return 'The jobs are still being counted.';
    return counted.discarded === 0 ? 'No job of them can be discarded.' : null;
  }

  return (
    <ReasonDialog
      title="Discard these jobs?"
      verb={counted === undefined ? 'Discard' : `Discard ${countWords(counted.discarded, 'job')}`}
      isDanger
      unavailable={unavailable()}
      isRunning={discard.isRunning}
      fault={fault}
      command={(reason) => commands['jobs.discardMany'](scope, reason)}
      onConfirm={(reason) => discard.run(reason)}
      onClose={onClose}
    >
      <p>
        {words}: nothing shall become of them. They stay among the dead letters with the reason, and Retry takes one
        back.
      </p>
      {counted === undefined ? (
        effect.error === null ? (
          <Waiting words="Counting them" />
        ) : null
      ) : (
        <LeftOutJobs named={counted.leftOut} count={counted.leftOutCount} />
      )}
      {discard.isRunning ? <p role="status">Discarding. Cancel keeps what was done so far.</p> : null}
    </ReasonDialog>
  );
}
