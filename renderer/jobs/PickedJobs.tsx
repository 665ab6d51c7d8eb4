import type { ReactElement } from 'react';
import type { JobFilter, JobRow } from '../../contract/jobs.ts';
import { Button } from '../ui/Button.tsx';
import { countWords } from '../ui/format/count-words.ts';
import type { JobSelection } from './job-selection.ts';
import type { JobsAsk, ScopeOffer } from './jobs-ask.ts';
import { useJobsRights } from './use-jobs-rights.ts';

export interface PickedJobsProps {
  readonly rows: readonly JobRow[];
  readonly selection: JobSelection;
  /** All that match, where they are dead letters; null elsewhere. */
  readonly filter: { readonly filter: JobFilter; readonly isNarrowed: boolean } | null;
  readonly onClear: () => void;
  readonly onAsk: (ask: JobsAsk) => void;
}

/** What can be done with the jobs that are selected, or with all that match. */
export function PickedJobs({ rows, selection, filter, onClear, onAsk }: PickedJobsProps): ReactElement | null {
  const { mayRetry, mayDiscard } = useJobsRights();
  const picked = rows.filter(({ id }) => selection.ids.has(id));
  const dead = picked.filter(({ state, fate }) => state === 'dead' && fate === 'open');
  const discardable = picked.filter(({ state, fate }) => state === 'parked' || (state === 'dead' && fate === 'open'));
  const all: ScopeOffer | null =
    filter === null
      ? null
      : {
          words: filter.isNarrowed ? 'All dead letters that match' : 'All dead letters',
          scope: { kind: 'filter', filter: { ...filter.filter, fate: 'open' } },
        };
  if (picked.length === 0) {
    if (all === null || !mayRetry) return null;
    return (
      <section className="jobs-picked" aria-label="All of them">
        <Button onPress={() => onAsk({ kind: 'replay', offers: [all] })}>
          {filter?.isNarrowed === true ? 'Replay all that match…' : 'Replay all…'}
        </Button>
      </section>
    );
  }
  if (!mayRetry) return null;
  const none = 'None of them is a dead letter that nobody has dealt with.';
  return (
    <section className="jobs-picked" aria-label="Selected jobs">
      <p>{countWords(picked.length, 'job')} selected</p>
      <Button
        look="primary"
        unavailable={dead.length === 0 ? none : null}
        onPress={() => onAsk({ kind: 'replay', offers: [scopeOf(dead), ...(all === null ? [] : [all])] })}
      >
        {`Replay ${String(dead.length)}…`}
      </Button>
      {mayDiscard ? (
        <Button
          unavailable={discardable.length === 0 ? none : null}
          onPress={() => onAsk({ kind: 'discard', ...scopeOf(discardable) })}
        >
          {`Discard ${String(discardable.length)}…`}
        </Button>
      ) : null}
      <Button look="quiet" onPress={onClear}>
        Clear
      </Button>
    </section>
  );
}

function scopeOf(jobs: readonly JobRow[]): ScopeOffer {
  return {
    words: countWords(jobs.length, 'selected job'),
    scope: { kind: 'jobs', ids: jobs.map(({ id }) => id) },
  };
}
