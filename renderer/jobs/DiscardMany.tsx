import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useClient } from '../app/connection.tsx';
import { useAction } from '../app/use-action.ts';
import { announce } from '../ui/announce.ts';
import { countWords, formatCount } from '../ui/format/count-words.ts';
import { discardJobs } from './discard-jobs.ts';
import type { ScopeOffer } from './jobs-ask.ts';
import { ReasonDialog } from './ReasonDialog.tsx';

export interface DiscardManyProps {
  readonly offer: ScopeOffer;
  readonly onClose: () => void;
}

/** Discards all jobs of a scope, one after the other, each with the same reason. Closing it stops where it is. */
export function DiscardMany({ offer, onClose }: DiscardManyProps): ReactElement {
  const client = useClient();
  const queries = useQueryClient();
  const [done, setDone] = useState(0);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    leaving.current = new AbortController();
    return () => leaving.current.abort();
  }, []);
  const discard = useAction(
    (reason: string) => discardJobs(client.jobs, { scope: offer.scope, reason }, setDone, leaving.current.signal),
    (count) => {
      announce(`${countWords(count, 'job')} discarded. Retry takes one back.`);
      void queries.invalidateQueries({ queryKey: ['jobs'] });
      onClose();
    },
  );
  return (
    <ReasonDialog
      title="Discard these jobs?"
      verb="Discard"
      isDanger
      isRunning={discard.isRunning}
      fault={discard.fault}
      onConfirm={(reason) => discard.run(reason)}
      onClose={onClose}
    >
      <p>
        {offer.words}: nothing shall become of them. They stay among the dead letters with the reason, and Retry takes
        one back.
      </p>
      {discard.isRunning ? <p role="status">{formatCount(done)} discarded. Cancel keeps those.</p> : null}
    </ReasonDialog>
  );
}
