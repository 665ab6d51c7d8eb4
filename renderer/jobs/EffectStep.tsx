import type { ReactElement } from 'react';
import type { ReplayEffect } from '../../contract/jobs.ts';
import { FaultNote } from '../app/FaultNote.tsx';
import type { Fault } from '../app/fault.ts';
import { Waiting } from '../ui/Waiting.tsx';
import { effectWords, roomWords } from './effect-words.ts';
import { LeftOutJobs } from './LeftOutJobs.tsx';

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
            <LeftOutJobs named={effect.excluded} count={effect.excludedCount} />
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
