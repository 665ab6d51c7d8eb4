import type { ReactElement } from 'react';
import type { ReplayEffect } from '../../contract/jobs.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import type { Fault } from '../app/fault.ts';
import { countWords } from '../ui/format/count-words.ts';
import { Waiting } from '../ui/Waiting.tsx';
import { effectWords, excludedWords, roomWords } from './effect-words.ts';

export interface EffectStepProps {
  /** The last that was counted, also while it is counted anew. */
  readonly effect: ReplayEffect | null;
  readonly isCounting: boolean;
  readonly fault: Fault | null;
}

/** What would happen, counted by a dry run; what is left out stands apart, each with its reason. */
export function EffectStep({ effect, isCounting, fault }: EffectStepProps): ReactElement {
  return (
    <section className="replay-step" aria-label="Effect" aria-busy={isCounting}>
      <h3>Effect</h3>
      <div className="replay-effect" data-counting={isCounting || undefined}>
        {effect === null ? (
          fault === null ? (
            <Waiting words="Counting what would happen" />
          ) : null
        ) : (
          <>
            <p>
              <b>{effectWords(effect)}</b> <Room effect={effect} />
            </p>
            <LeftOut effect={effect} />
          </>
        )}
      </div>
      {fault === null ? null : <FaultNote fault={fault} />}
    </section>
  );
}

function Room({ effect }: { readonly effect: ReplayEffect }): ReactElement | null {
  if (effect.downloads.jobs === 0) return null;
  const { words, isEnough } = roomWords(effect);
  return (
    <span className="tone" data-tone={isEnough ? 'ink' : 'brick'}>
      {words}
    </span>
  );
}

function LeftOut({ effect }: { readonly effect: ReplayEffect }): ReactElement | null {
  const { excluded, excludedCount } = effect;
  if (excludedCount === 0) return null;
  const byReason = Map.groupBy(excluded, ({ why }) => why);
  const unnamed = excludedCount - excluded.length;
  return (
    <div className="replay-left-out">
      <p>{excludedWords(effect)}</p>
      {[...byReason].map(([why, jobs]) => (
        <details key={why} open={jobs.length <= 5}>
          <summary>
            {countWords(jobs.length, 'job')}: {why}
          </summary>
          <ul tabIndex={0} aria-label={why}>
            {jobs.map(({ id, title }) => (
              <li key={id}>
                {title} <span className="mono">{id}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
      {unnamed > 0 ? <p>and {countWords(unnamed, 'job')} more.</p> : null}
    </div>
  );
}
